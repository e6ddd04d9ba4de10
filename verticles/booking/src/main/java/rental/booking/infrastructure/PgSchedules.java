package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import rental.booking.model.BusyTimes;
import rental.booking.model.BusyTimes.Busy;
import rental.booking.model.CarSchedule;
import rental.contract.Money;
import rental.contract.Window;

/** The schedules of cars, as the cars, bookings and blocks in PostgreSQL make them. */
final class PgSchedules {
    /** Nobody asks for windows that begin before the present. Clocks differ; not by as much as this. */
    private static final Duration BACK = Duration.ofDays(1);

    /**
     * A probe of each index for each car: OFFSET keeps the planner from reading all cars instead. Values stand in SELECTs of
     * their own so that one plan serves all.
     */
    static final String OF = """
            SELECT car.id, car.price_per_day::text, car.currency, car.time_zone, car.turnaround_minutes,
                   busy.starts, busy.ends, busy.expiries
              FROM unnest((SELECT $1::uuid[])) AS asked (id)
             CROSS JOIN LATERAL (SELECT * FROM car WHERE car.id = asked.id AND car.active OFFSET 0) car
             CROSS JOIN LATERAL (
                   SELECT array_agg(starts) AS starts, array_agg(ends) AS ends, array_agg(expiry) AS expiries
                     FROM (SELECT lower(b.blocked) AS starts, upper(b.blocked) AS ends,
                                  CASE WHEN b.status = 'held' THEN b.hold_expires_at END AS expiry
                             FROM booking b
                            WHERE b.car_id = asked.id
                              AND upper(b.blocked) > (SELECT $2::timestamptz)
                              AND b.status <> 'cancelled'
                            ORDER BY upper(b.blocked)) AS in_order) busy
            """;

    private final SqlClient reads;

    PgSchedules(SqlClient reads) {
        this.reads = requireNonNull(reads);
    }

    /** By car; empty for those that cannot be had at all. @param now whoever asks for windows asks for none before that */
    Future<Map<UUID, Optional<CarSchedule>>> of(Set<UUID> carIds, Instant now) {
        return reads.preparedQuery(OF)
                .execute(Tuple.of(carIds.toArray(UUID[]::new), Times.at(now.minus(BACK))))
                .map(rows -> {
                    var schedules = new HashMap<UUID, Optional<CarSchedule>>();
                    carIds.forEach(id -> schedules.put(id, Optional.empty()));
                    rows.forEach(row -> schedules.put(row.getUUID("id"), Optional.of(schedule(row))));
                    return schedules;
                });
    }

    private static CarSchedule schedule(Row row) {
        return new CarSchedule(
                Money.of(row.getString("price_per_day"), row.getString("currency")),
                ZoneId.of(row.getString("time_zone")),
                Duration.ofMinutes(row.getInteger("turnaround_minutes")),
                new BusyTimes(busy(row)));
    }

    private static List<Busy> busy(Row row) {
        var starts = row.getArrayOfOffsetDateTimes("starts");
        if (starts == null) {
            return List.of();
        }
        var ends = row.getArrayOfOffsetDateTimes("ends");
        var expiries = row.getArrayOfOffsetDateTimes("expiries");
        return IntStream.range(0, starts.length)
                .mapToObj(i -> new Busy(
                        new Window(starts[i].toInstant(), ends[i].toInstant()),
                        Optional.ofNullable(expiries[i]).map(OffsetDateTime::toInstant)))
                .toList();
    }
}
