package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import rental.booking.application.port.Calendars;
import rental.contract.Window;
import rental.contract.booking.FindCalendars.Calendar;

/** The calendars of cars, as the bookings and blocks in PostgreSQL make them. */
public final class PgCalendars implements Calendars {
    /**
     * Windows are read from the index alone, which knows nothing of holds whose time is up: those, few at any time, are
     * taken out by another index. The windows of one car that keep others out never overlap, so each names its hold.
     */
    private static final String OF = """
            WITH expired AS MATERIALIZED (
                SELECT b.car_id, b.blocked
                  FROM booking b
                 WHERE b.status = 'held' AND b.hold_expires_at <= $2 AND b.car_id = ANY ($1::uuid[]))
            SELECT asked.id, coalesce(last.calendar_version, 0) AS version, busy.starts, busy.ends
              FROM unnest($1::uuid[]) AS asked (id)
              LEFT JOIN LATERAL (
                   SELECT b.calendar_version
                     FROM booking b
                    WHERE b.car_id = asked.id
                    ORDER BY b.calendar_version DESC
                    LIMIT 1) last ON true
              LEFT JOIN LATERAL (
                   SELECT array_agg(lower(b.blocked) ORDER BY upper(b.blocked)) AS starts,
                          array_agg(upper(b.blocked) ORDER BY upper(b.blocked)) AS ends
                     FROM booking b
                    WHERE b.car_id = asked.id AND b.blocked && tstzrange($2, NULL) AND b.status <> 'cancelled'
                      AND (b.car_id, b.blocked) NOT IN (SELECT car_id, blocked FROM expired)) busy ON true
            """;

    private static final String BUSY = """
            SELECT lower(b.blocked) AS starts, upper(b.blocked) AS ends
              FROM booking b
             WHERE b.car_id = $1 AND b.blocked && tstzrange($2, $3) AND %s
             ORDER BY b.blocked
            """.formatted(RentalSql.LIVE.formatted("$4"));

    private static final String GAPS = """
            SELECT lower(gap) AS starts
              FROM unnest(
                   tstzmultirange(tstzrange($2, $3))
                   - coalesce((SELECT range_agg(b.blocked)
                                 FROM booking b
                                WHERE b.car_id = $1 AND b.blocked && tstzrange($2, $3) AND %s), '{}')) AS gap
             WHERE upper(gap) - lower(gap) >= $5::bigint * interval '1 microsecond'
             ORDER BY gap
             LIMIT $6
            """.formatted(RentalSql.LIVE.formatted("$4"));

    private static final long NANOS_A_MICRO = 1_000;

    private final SqlClient reads;

    public PgCalendars(SqlClient reads) {
        this.reads = requireNonNull(reads);
    }

    @Override
    public Future<List<Calendar>> of(List<UUID> carIds, Instant now) {
        return reads.preparedQuery(OF)
                .mapping(PgCalendars::calendar)
                .execute(Tuple.of(carIds.toArray(UUID[]::new), Times.at(now)))
                .map(found -> found.stream().toList());
    }

    @Override
    public Future<List<Window>> busy(UUID carId, Window within, Instant now) {
        return reads.preparedQuery(BUSY)
                .mapping(row -> Times.window(row, "starts", "ends"))
                .execute(Tuple.of(carId, Times.at(within.from()), Times.at(within.to()), Times.at(now)))
                .map(found -> found.stream().toList());
    }

    @Override
    public Future<List<Instant>> gaps(UUID carId, Window wanted, Instant horizon, Instant now, int limit) {
        return reads.preparedQuery(GAPS)
                .mapping(row -> Times.of(row, "starts"))
                .execute(Tuple.of(
                        carId,
                        Times.at(wanted.from()),
                        Times.at(horizon),
                        Times.at(now),
                        wanted.length().toNanos() / NANOS_A_MICRO,
                        limit))
                .map(found -> found.stream().toList());
    }

    private static Calendar calendar(Row row) {
        var starts = row.getArrayOfOffsetDateTimes("starts");
        var ends = row.getArrayOfOffsetDateTimes("ends");
        var busy = starts == null
                ? List.<Window>of()
                : IntStream.range(0, starts.length)
                        .mapToObj(i -> new Window(starts[i].toInstant(), ends[i].toInstant()))
                        .toList();
        return new Calendar(row.getUUID("id"), row.getLong("version"), busy);
    }
}
