package rental.auth.session;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import rental.auth.account.Account;
import rental.auth.account.Accounts;
import rental.auth.store.Times;
import rental.contract.auth.MailRequested;
import rental.runtime.bus.RequestContext;

/**
 * Exchanges a refresh token for the next, in one statement. The locks on owner, token and session, always in this order,
 * let one of many at once through; the others wait, and then see that the token was used. Whoever sees that first ends the
 * family, revokes its access tokens and asks for the one mail about it.
 */
public final class Rotation {
    private static final String ROTATE = """
            WITH owner AS MATERIALIZED (
                SELECT id, email, name, locale, roles, email_verified, locked, version, created_at, password_hash,
                       tokens_after
                  FROM users
                 WHERE id = (SELECT user_id FROM refresh_tokens WHERE hash = $1)
                   FOR SHARE),
            presented AS MATERIALIZED (
                SELECT t.hash, t.session_id, t.used_at
                  FROM refresh_tokens t
                  JOIN owner ON t.user_id = owner.id
                 WHERE t.hash = $1
                   FOR UPDATE OF t),
            family AS MATERIALIZED (
                SELECT s.id, s.created_at, s.ended_at, s.end_reason, s.expires_at, p.used_at
                  FROM sessions s
                  JOIN presented p ON p.session_id = s.id
                   FOR UPDATE OF s),
            verdict AS MATERIALIZED (
                SELECT f.id,
                       f.created_at,
                       CASE WHEN f.used_at IS NOT NULL AND f.ended_at IS NULL THEN 'discovered'
                            WHEN f.used_at IS NOT NULL OR f.end_reason = 'reused' THEN 'reused'
                            WHEN f.ended_at IS NOT NULL OR f.expires_at <= $3 OR owner.locked THEN 'invalid'
                            ELSE 'rotated'
                       END AS outcome
                  FROM family f, owner),
            used AS (
                UPDATE refresh_tokens t SET used_at = $3
                  FROM verdict v
                 WHERE t.hash = $1 AND v.outcome = 'rotated'),
            fresh AS (
                INSERT INTO refresh_tokens (hash, session_id, user_id, issued_at)
                SELECT $2, v.id, owner.id, $3
                  FROM verdict v, owner
                 WHERE v.outcome = 'rotated'),
            session AS (
                UPDATE sessions s
                   SET last_used_at = CASE WHEN v.outcome = 'rotated' THEN $3 ELSE s.last_used_at END,
                       expires_at = CASE WHEN v.outcome = 'rotated'
                                         THEN least($4, v.created_at + make_interval(secs => $5)) ELSE s.expires_at END,
                       device = CASE WHEN v.outcome = 'rotated' THEN coalesce($6, s.device) ELSE s.device END,
                       ended_at = CASE WHEN v.outcome = 'discovered' THEN $3 ELSE s.ended_at END,
                       end_reason = CASE WHEN v.outcome = 'discovered' THEN 'reused' ELSE s.end_reason END
                  FROM verdict v
                 WHERE s.id = v.id AND v.outcome IN ('rotated', 'discovered')),
            revoked AS (
                INSERT INTO revocations (subject, at, until)
                SELECT v.id, $7, $7 FROM verdict v WHERE v.outcome = 'discovered'
                    ON CONFLICT (subject) DO NOTHING),
            mailed AS (
                INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent)
                SELECT $8, owner.id,
                       jsonb_build_object('kind', $8::text, 'userId', owner.id, 'email', owner.email,
                                          'name', coalesce(owner.name, ''), 'locale', coalesce(owner.locale, $9::text),
                                          'reason', $10::text),
                       $11, $12
                  FROM verdict v, owner
                 WHERE v.outcome = 'discovered')
            SELECT v.id AS session_id, v.outcome, owner.id, owner.email, owner.name, owner.locale, owner.roles,
                   owner.email_verified, owner.locked, owner.version, owner.created_at, owner.password_hash,
                   owner.tokens_after
              FROM verdict v, owner
            """;

    private static final String REASON =
            "A sign-in of yours was used from two places, so it was ended. If this was not you, change your password.";

    private Rotation() {}

    /**
     * One exchange.
     *
     * @param presented the SHA-256 of the token that is given in
     * @param next the SHA-256 of the token that is handed out
     * @param expiresAt when the next token runs out, unless the session's longest life is over before
     * @param revokedUntil when the last access token that the session may have has run out
     */
    public record Exchange(
            Buffer presented,
            Buffer next,
            Optional<String> device,
            Instant at,
            Instant expiresAt,
            Duration longest,
            Instant revokedUntil) {}

    /** What came of it. */
    public enum Verdict {
        ROTATED,
        /** The token was used before, and this is the first to notice: the family ends now. */
        DISCOVERED,
        REUSED,
        INVALID
    }

    /** @param sessionId the family */
    public record Rotated(Verdict verdict, UUID sessionId, Account account) {}

    /** @return empty for a token that was never handed out, or is forgotten */
    public static Future<Optional<Rotated>> rotate(SqlClient on, Exchange exchange) {
        var request = RequestContext.current();
        return on.preparedQuery(ROTATE)
                .mapping(Rotation::rotated)
                .execute(Tuple.from(Arrays.asList(
                        exchange.presented(),
                        exchange.next(),
                        Times.at(exchange.at()),
                        Times.at(exchange.expiresAt()),
                        (double) exchange.longest().toSeconds(),
                        exchange.device().orElse(null),
                        Times.at(exchange.revokedUntil()),
                        MailRequested.SECURITY_ALERT,
                        Account.DEFAULT_LOCALE,
                        REASON,
                        request.map(RequestContext::requestId).orElse(null),
                        request.flatMap(RequestContext::traceparent).orElse(null))))
                .map(rows -> rows.stream().findFirst());
    }

    private static Rotated rotated(Row row) {
        var verdict = Verdict.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT));
        return new Rotated(verdict, row.getUUID("session_id"), Accounts.of(row));
    }
}
