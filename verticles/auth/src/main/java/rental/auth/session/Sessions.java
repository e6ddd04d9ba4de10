package rental.auth.session;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.store.Times;

/** The table {@code sessions}, and {@code refresh_tokens} as long as none is exchanged (see {@link Rotation}). */
public final class Sessions {
    /**
     * Opens a session if the account still is what was looked at: not locked meanwhile, its password not changed. The lock
     * on the account makes whoever changes it wait, and the other way round.
     */
    private static final String OPEN = """
            WITH owner AS MATERIALIZED (
                SELECT id, email, name, locale, roles, email_verified, locked, version, created_at, password_hash,
                       tokens_after
                  FROM users
                 WHERE id = $1 AND password_hash = $2 AND NOT locked
                   FOR SHARE),
            session AS (
                INSERT INTO sessions (id, user_id, device, created_at, last_used_at, expires_at)
                SELECT $3, id, $4, $5, $5, $6 FROM owner),
            token AS (
                INSERT INTO refresh_tokens (hash, session_id, user_id, issued_at)
                SELECT $7, $3, id, $5 FROM owner)
            SELECT id, email, name, locale, roles, email_verified, locked, version, created_at, password_hash, tokens_after
              FROM owner
            """;

    private static final String LIST = """
            SELECT id, device, created_at, last_used_at
              FROM sessions
             WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 AND ($3::uuid IS NULL OR id < $3)
             ORDER BY id DESC
             LIMIT $4
            """;

    private static final String END_ONE = """
            UPDATE sessions SET ended_at = $3, end_reason = $4
             WHERE id = $1 AND user_id = $2 AND ended_at IS NULL AND expires_at > $3
            RETURNING id
            """;

    private static final String END_ALL = """
            UPDATE sessions SET ended_at = $3, end_reason = $4
             WHERE user_id = $1 AND id IS DISTINCT FROM $2 AND ended_at IS NULL
            RETURNING id
            """;

    private static final String END_OF_TOKEN = """
            UPDATE sessions SET ended_at = $2, end_reason = 'logout'
             WHERE id = (SELECT session_id FROM refresh_tokens WHERE hash = $1) AND ended_at IS NULL
            RETURNING id
            """;

    private static final String FORGET = """
            DELETE FROM sessions
             WHERE id IN (SELECT id FROM sessions WHERE expires_at <= $1 LIMIT $2 FOR UPDATE SKIP LOCKED)
            """;

    private Sessions() {}

    /** Why a session ends; the database knows the same names. */
    public enum Reason {
        ENDED,
        PASSWORD,
        LOCKED;

        private String column() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A session about to be opened.
     *
     * @param device what the client calls itself
     * @param refreshToken the SHA-256 of the first refresh token
     */
    public record Opening(UUID id, Optional<String> device, Instant at, Instant expiresAt, Buffer refreshToken) {}

    /** A session as its owner sees it. */
    public record Session(UUID id, Optional<String> device, Instant createdAt, Instant lastUsedAt) {}

    /** @return the account as it is; empty when it is locked, gone, or has another password than the one that was checked */
    public static Future<Optional<Account>> open(SqlClient on, Account checked, Opening session) {
        return on.preparedQuery(OPEN)
                .execute(Tuple.from(Arrays.asList(
                        checked.id(),
                        checked.passwordHash(),
                        session.id(),
                        session.device().orElse(null),
                        Times.at(session.at()),
                        Times.at(session.expiresAt()),
                        session.refreshToken())))
                .map(rows -> rows.stream().findFirst().map(Accounts::of));
    }

    /** Newest first. */
    public static Future<List<Session>> of(SqlClient on, UUID userId, Instant now, Optional<UUID> after, int limit) {
        return on.preparedQuery(LIST)
                .mapping(Sessions::session)
                .execute(Tuple.of(userId, Times.at(now), after.orElse(null), limit))
                .map(rows -> rows.stream().toList());
    }

    /** @return the session if it was one of the user's and had not ended */
    public static Future<List<UUID>> end(SqlClient on, UUID session, UUID userId, Instant now, Reason reason) {
        return ids(on, END_ONE, Tuple.of(session, userId, Times.at(now), reason.column()));
    }

    /** @return the sessions that this has ended */
    public static Future<List<UUID>> endAll(
            SqlClient on, UUID userId, Optional<UUID> except, Instant now, Reason reason) {
        return ids(on, END_ALL, Tuple.of(userId, except.orElse(null), Times.at(now), reason.column()));
    }

    /** @return the session of the refresh token, used or not, if it had not ended */
    public static Future<List<UUID>> endOf(SqlClient on, Buffer refreshToken, Instant now) {
        return ids(on, END_OF_TOKEN, Tuple.of(refreshToken, Times.at(now)));
    }

    public static Future<Integer> forget(SqlClient on, Instant now, int most) {
        return on.preparedQuery(FORGET).execute(Tuple.of(Times.at(now), most)).map(RowSet::rowCount);
    }

    private static Future<List<UUID>> ids(SqlClient on, String sql, Tuple parameters) {
        return on.preparedQuery(sql)
                .mapping(row -> row.getUUID("id"))
                .execute(parameters)
                .map(rows -> rows.stream().toList());
    }

    private static Session session(Row row) {
        return new Session(
                row.getUUID("id"),
                Optional.ofNullable(row.getString("device")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("last_used_at").toInstant());
    }
}
