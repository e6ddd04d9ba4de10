package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import rental.booking.model.BusyTimes;
import rental.booking.model.BusyTimes.Busy;
import rental.booking.model.CarSchedule;
import rental.contract.Money;
import rental.contract.Window;

/** Reads the schedules of cars from PostgreSQL: of those asked for, and of those that were changed since the last time. */
final class PgSchedules {
    /** Whoever remembers this many fewer cars has as good as nothing to remember. */
    private static final int MOST_CHANGES = 200;

    /** Nobody asks for windows that begin before the present. Clocks differ; not by as much as this. */
    private static final Duration BACK = Duration.ofDays(1);

    /**
     * All in one statement, so that all is seen at one moment. Values stand in SELECTs of their own, so that the planner does not
     * look at them, takes one plan for all, and has not three times the work that the rest is. A transaction that this one does not see yet has a number from
     * {@code horizon} on: what was changed since is found by asking for those next time. The first row comes in any case.
     */
    static final String READ = """
            WITH journal AS MATERIALIZED (
                SELECT tableoid::bigint AS identity, kept_from::text::bigint AS kept_from FROM calendar_journal),
            changed AS MATERIALIZED (
                SELECT car_id FROM calendar_change WHERE made_in >= (SELECT $1::text::xid8) ORDER BY made_in LIMIT %d),
            wanted AS (
                SELECT unnest((SELECT $2::uuid[])) AS id UNION SELECT car_id FROM changed)
            SELECT journal.identity, journal.kept_from,
                   pg_postmaster_start_time() AS server,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon,
                   (SELECT count(*) FROM changed) AS changes,
                   wanted.id, c.price_per_day::text, c.currency, c.time_zone, c.turnaround_minutes,
                   busy.starts, busy.ends, busy.expiries
              FROM (VALUES (1)) AS always
              LEFT JOIN journal ON true
              LEFT JOIN wanted ON true
              LEFT JOIN LATERAL (
                   SELECT car.price_per_day, car.currency, car.time_zone, car.turnaround_minutes
                     FROM car
                    WHERE car.id = wanted.id AND car.active
                   OFFSET 0) c ON true
              LEFT JOIN LATERAL (
                   SELECT array_agg(lower(b.blocked) ORDER BY upper(b.blocked)) AS starts,
                          array_agg(upper(b.blocked) ORDER BY upper(b.blocked)) AS ends,
                          array_agg(CASE WHEN b.status = 'held' THEN b.hold_expires_at END ORDER BY upper(b.blocked)) AS expiries
                     FROM booking b
                    WHERE b.car_id = wanted.id AND upper(b.blocked) > (SELECT $3::timestamptz) AND b.status <> 'cancelled') busy ON true
            """.formatted(MOST_CHANGES + 1);

    private final SqlClient reads;

    PgSchedules(SqlClient reads) {
        this.reads = requireNonNull(reads);
    }

    /**
     * A moment in the life of one database. A server that is started anew, or a table that is created anew, begins another
     * life: its numbers have nothing to do with those before.
     *
     * @param horizon the first transaction of which nothing may have been seen
     * @param keptFrom the first transaction whose changes are still noted
     */
    record Moment(OffsetDateTime server, long identity, long horizon, long keptFrom) {
        private boolean tellsAllSince(Moment earlier) {
            return server.equals(earlier.server)
                    && identity == earlier.identity
                    && keptFrom <= earlier.horizon
                    && earlier.horizon <= horizon;
        }
    }

    /**
     * What was read.
     *
     * @param moment when; empty while changes are not noted
     * @param complete whether all that was changed since the moment asked for is among them
     * @param schedules by car; empty for cars that cannot be had at all
     */
    record Reading(Optional<Moment> moment, boolean complete, Map<UUID, Optional<CarSchedule>> schedules) {}

    /** The schedules of some cars, and of all that were changed since. @param since empty for none but the first */
    Future<Reading> read(Collection<UUID> carIds, Optional<Moment> since, Instant now) {
        return reads.preparedQuery(READ)
                .execute(Tuple.of(
                        since.map(Moment::horizon).map(String::valueOf).orElse(null),
                        carIds.toArray(UUID[]::new),
                        Times.at(now.minus(BACK))))
                .map(rows -> reading(rows, since));
    }

    private static Reading reading(RowSet<Row> rows, Optional<Moment> since) {
        var first = rows.iterator().next();
        var moment = moment(first);
        var schedules = new HashMap<UUID, Optional<CarSchedule>>();
        for (var row : rows) {
            if (row.getUUID("id") != null) {
                schedules.put(row.getUUID("id"), schedule(row));
            }
        }
        var complete = first.getLong("changes") <= MOST_CHANGES
                && since.isPresent()
                && moment.filter(here -> here.tellsAllSince(since.get())).isPresent();
        return new Reading(moment, complete, schedules);
    }

    private static Optional<Moment> moment(Row row) {
        return row.getLong("identity") == null
                ? Optional.empty()
                : Optional.of(new Moment(
                        row.getOffsetDateTime("server"),
                        row.getLong("identity"),
                        row.getLong("horizon"),
                        row.getLong("kept_from")));
    }

    private static Optional<CarSchedule> schedule(Row row) {
        return row.getString("currency") == null
                ? Optional.empty()
                : Optional.of(new CarSchedule(
                        Money.of(row.getString("price_per_day"), row.getString("currency")),
                        ZoneId.of(row.getString("time_zone")),
                        Duration.ofMinutes(row.getInteger("turnaround_minutes")),
                        new BusyTimes(busy(row))));
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
