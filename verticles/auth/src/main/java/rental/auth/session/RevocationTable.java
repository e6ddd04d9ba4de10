package rental.auth.session;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rental.auth.store.Times;
import rental.contract.auth.Revocations.Revoked;

/** The table {@code revocations}: written in the transaction that ends a session or takes rights from a user. */
public final class RevocationTable {
    /** Tokens of nodes whose clock is ahead run out later. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private static final String INSERT = """
            INSERT INTO revocations (subject, at, until)
            SELECT subject, $2, $3 FROM unnest($1::uuid[]) AS subject ORDER BY subject
                ON CONFLICT (subject) DO UPDATE
               SET at = greatest(revocations.at, excluded.at), until = greatest(revocations.until, excluded.until),
                   told_at = clock_timestamp()
            """;

    private static final String SINCE = """
            SELECT subject, at, until
              FROM revocations
             WHERE told_at >= $1 AND until > $2
             ORDER BY told_at
            """;

    private static final String FORGET = """
            DELETE FROM revocations
             WHERE subject IN (SELECT subject FROM revocations WHERE until <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private RevocationTable() {}

    /** When a token issued now has run out for everyone. */
    public static Instant until(Instant now, Duration lifetime) {
        return now.plus(lifetime).plus(CLOCK_SKEW);
    }

    /** Sessions that have ended: none of their tokens is good any more. */
    public static Future<List<Revoked>> ofSessions(SqlClient on, List<UUID> sessions, Instant now, Duration lifetime) {
        var until = until(now, lifetime);
        return insert(on, sessions, until, until);
    }

    /** A user who is gone: no token is good any more. */
    public static Future<List<Revoked>> ofUser(SqlClient on, UUID user, Instant now, Duration lifetime) {
        return ofSessions(on, List.of(user), now, lifetime);
    }

    /** A user whose tokens have to be issued anew: those issued up to now are not good any more. */
    public static Future<List<Revoked>> ofEarlierTokens(SqlClient on, UUID user, Instant now, Duration lifetime) {
        return insert(on, List.of(user), now, until(now, lifetime));
    }

    private static Future<List<Revoked>> insert(SqlClient on, List<UUID> subjects, Instant at, Instant until) {
        if (subjects.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return on.preparedQuery(INSERT)
                .execute(Tuple.of(subjects.toArray(UUID[]::new), Times.at(at), Times.at(until)))
                .map(rows -> subjects.stream()
                        .map(subject -> new Revoked(subject, at, until))
                        .toList());
    }

    public static Future<List<Revoked>> since(SqlClient on, Instant since, Instant now) {
        return on.preparedQuery(SINCE)
                .mapping(RevocationTable::revoked)
                .execute(Tuple.of(Times.at(since), Times.at(now)))
                .map(rows -> rows.stream().toList());
    }

    public static Future<Integer> forget(SqlClient on, Instant now, int most) {
        return on.preparedQuery(FORGET).execute(Tuple.of(Times.at(now), most)).map(RowSet::rowCount);
    }

    private static Revoked revoked(Row row) {
        return new Revoked(
                row.getUUID("subject"),
                row.getOffsetDateTime("at").toInstant(),
                row.getOffsetDateTime("until").toInstant());
    }
}
