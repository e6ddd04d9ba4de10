package rental.auth.password;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rental.auth.account.Emails;
import rental.auth.store.Database;
import rental.auth.store.OpaqueToken;
import rental.auth.store.Times;

/**
 * Counts failures to prove a password, in the database and so for all nodes: by account and client address together, so
 * that a stranger elsewhere never locks an owner out, and by address alone, against guessing across accounts. The window
 * slides: what counts is the times of the last failures. Unknown accounts count like known ones.
 */
public final class Failures {
    private static final int MOST_OF_ACCOUNT = 5;
    private static final int MOST_OF_ADDRESS = 100;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    /** The oldest of the last n failures tells both whether there were as many, and when that will be over. */
    private static final String BLOCKED = """
            SELECT max(oldest) AS since
              FROM (SELECT (SELECT t FROM unnest(f.failed_at) t WHERE t > $3 ORDER BY t DESC OFFSET k.most - 1 LIMIT 1)
                             AS oldest
                      FROM failures f
                      JOIN (VALUES ($1::bytea, $4::int), ($2::bytea, $5::int)) AS k (key, most) ON k.key = f.key) counted
            """;

    private static final String RECORD = """
            INSERT INTO failures (key, failed_at, last_at)
            VALUES ($1, ARRAY[$2::timestamptz], $2)
                ON CONFLICT (key) DO UPDATE
               SET failed_at = (SELECT array_agg(t)
                                  FROM (SELECT t FROM unnest(failures.failed_at || excluded.failed_at) t
                                         WHERE t > $3
                                         ORDER BY t DESC
                                         LIMIT $4) late),
                   last_at = greatest(failures.last_at, excluded.last_at)
            """;

    private static final String FORGIVE = "DELETE FROM failures WHERE key = $1";
    private static final String FORGET = """
            DELETE FROM failures
             WHERE key IN (SELECT key FROM failures WHERE last_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private final Database database;
    private final Clock clock;

    public Failures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Someone who tries: an account as it is named, and where from. */
    public record Attempt(String email, String address) {
        private Buffer ofAccount() {
            return OpaqueToken.hash("account " + Emails.key(email) + " " + network());
        }

        private Buffer ofAddress() {
            return OpaqueToken.hash("address " + network());
        }

        private String network() {
            return Networks.of(address);
        }
    }

    /** How long no further attempt is let through; empty when one is. */
    public Future<Optional<Duration>> blocked(Attempt attempt) {
        var now = clock.instant();
        return database.reads()
                .preparedQuery(BLOCKED)
                .execute(Tuple.of(
                        attempt.ofAccount(),
                        attempt.ofAddress(),
                        Times.at(now.minus(WINDOW)),
                        MOST_OF_ACCOUNT,
                        MOST_OF_ADDRESS))
                .map(rows -> since(rows.iterator().next()).map(since -> Duration.between(now, since.plus(WINDOW))));
    }

    public Future<Void> record(Attempt attempt) {
        var now = clock.instant();
        return record(attempt.ofAccount(), MOST_OF_ACCOUNT, now)
                .compose(done -> record(attempt.ofAddress(), MOST_OF_ADDRESS, now));
    }

    /** Who proves the password after all is no stranger: the failures of this account from this address are forgotten. */
    public Future<Void> forgive(Attempt attempt) {
        return database.change(on ->
                on.preparedQuery(FORGIVE).execute(Tuple.of(attempt.ofAccount())).mapEmpty());
    }

    public static Future<Integer> forget(SqlClient on, Instant now, int most) {
        return on.preparedQuery(FORGET)
                .execute(Tuple.of(Times.at(now.minus(WINDOW)), most))
                .map(RowSet::rowCount);
    }

    private Future<Void> record(Buffer key, int most, Instant now) {
        return database.change(on -> on.preparedQuery(RECORD)
                .execute(Tuple.of(key, Times.at(now), Times.at(now.minus(WINDOW)), most))
                .mapEmpty());
    }

    private static Optional<Instant> since(Row row) {
        return Optional.ofNullable(row.getOffsetDateTime("since")).map(time -> time.toInstant());
    }
}
