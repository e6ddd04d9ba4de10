package rental.auth.mail;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rental.auth.store.Times;

/** The table {@code mail_tokens}: single-use tokens that prove that someone reads an account's mail. */
public final class MailTokens {
    /** Asking again and again must not fill someone's mailbox. */
    private static final int MOST_AT_A_TIME = 3;

    private static final Duration A_TIME = Duration.ofMinutes(15);

    private static final String INSERT = """
            INSERT INTO mail_tokens (hash, user_id, purpose, created_at, expires_at)
            SELECT $1, $2, $3, $4, $5
             WHERE (SELECT count(*)
                      FROM mail_tokens
                     WHERE user_id = $2 AND purpose = $3 AND created_at > $6) < $7
            """;

    private static final String FIND = """
            SELECT user_id FROM mail_tokens WHERE hash = $1 AND purpose = $2 AND expires_at > $3
            """;

    private static final String USE = """
            DELETE FROM mail_tokens WHERE hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING user_id
            """;

    private static final String DROP_ALL = "DELETE FROM mail_tokens WHERE user_id = $1 AND purpose = $2";
    private static final String FORGET = """
            DELETE FROM mail_tokens
             WHERE hash IN (SELECT hash FROM mail_tokens WHERE expires_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private MailTokens() {}

    /** @return whether it may be mailed: not when the user got several of them just now */
    static Future<Boolean> insert(
            SqlClient on, Buffer hash, UUID userId, String purpose, Instant now, Duration lifetime) {
        return on.preparedQuery(INSERT)
                .execute(Tuple.of(
                        hash,
                        userId,
                        purpose,
                        Times.at(now),
                        Times.at(now.plus(lifetime)),
                        Times.at(now.minus(A_TIME)),
                        (long) MOST_AT_A_TIME))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Whose token it is, without using it. */
    public static Future<Optional<UUID>> find(SqlClient on, Buffer hash, String purpose, Instant now) {
        return owner(on, FIND, hash, purpose, now);
    }

    /** Uses a token up. @return whose it was; empty when it is not known, has run out, or was used by another just now */
    public static Future<Optional<UUID>> use(SqlClient on, Buffer hash, String purpose, Instant now) {
        return owner(on, USE, hash, purpose, now);
    }

    public static Future<Void> dropAll(SqlClient on, UUID userId, String purpose) {
        return on.preparedQuery(DROP_ALL).execute(Tuple.of(userId, purpose)).mapEmpty();
    }

    public static Future<Integer> forget(SqlClient on, Instant now, int most) {
        return on.preparedQuery(FORGET).execute(Tuple.of(Times.at(now), most)).map(RowSet::rowCount);
    }

    private static Future<Optional<UUID>> owner(SqlClient on, String sql, Buffer hash, String purpose, Instant now) {
        return on.preparedQuery(sql)
                .execute(Tuple.of(hash, purpose, Times.at(now)))
                .map(rows -> rows.stream().findFirst().map(row -> row.getUUID("user_id")));
    }
}
