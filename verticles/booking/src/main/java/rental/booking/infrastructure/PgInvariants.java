package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import rental.booking.application.port.Invariants;

/** Asks PostgreSQL for what must never be. */
public final class PgInvariants implements Invariants {
    private static final String OVERLAPS = """
            SELECT count(*) AS found
              FROM (SELECT id, car_id, blocked
                      FROM booking
                     WHERE status <> 'cancelled'
                     ORDER BY id DESC
                     LIMIT $1) newest
             WHERE EXISTS (SELECT 1
                             FROM booking other
                            WHERE other.car_id = newest.car_id
                              AND other.blocked && newest.blocked
                              AND other.status <> 'cancelled'
                              AND other.id <> newest.id)
            """;

    private static final String STALE_HOLDS = """
            SELECT count(*) AS found
              FROM booking
             WHERE status = 'held'
               AND hold_expires_at < $1
            """;

    private final SqlClient database;

    /** @param database apart from what requests use, for these are slow beside theirs */
    public PgInvariants(SqlClient database) {
        this.database = requireNonNull(database);
    }

    @Override
    public Future<Long> overlaps(int newest) {
        return count(OVERLAPS, Tuple.of(newest));
    }

    @Override
    public Future<Long> staleHolds(Instant before) {
        return count(STALE_HOLDS, Tuple.of(Times.at(before)));
    }

    private Future<Long> count(String sql, Tuple values) {
        return database.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.iterator().next().getLong("found"));
    }
}
