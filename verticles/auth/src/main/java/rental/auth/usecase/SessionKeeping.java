package rental.auth.usecase;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.session.AccessTokens;
import rental.auth.session.RevocationTable;
import rental.auth.session.Rotation;
import rental.auth.session.Rotation.Exchange;
import rental.auth.session.Rotation.Rotated;
import rental.auth.session.SessionConfig;
import rental.auth.session.Sessions;
import rental.auth.session.Sessions.Reason;
import rental.auth.session.Sessions.Session;
import rental.auth.session.SignedIn;
import rental.auth.store.Database;
import rental.auth.store.OpaqueToken;
import rental.contract.api.Caller;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.outbox.Outbox;

/** Keeps sessions going, shows them to their owners, and ends them. */
public final class SessionKeeping {
    private static final Logger SECURITY = LoggerFactory.getLogger("rental.security");

    private final Database database;
    private final AccessTokens tokens;
    private final Revoking revoking;
    private final Outbox outbox;
    private final AuthMeters meters;
    private final SessionConfig config;
    private final Clock clock;

    public SessionKeeping(
            Database database,
            AccessTokens tokens,
            Revoking revoking,
            Outbox outbox,
            AuthMeters meters,
            SessionConfig config,
            Clock clock) {
        this.database = database;
        this.tokens = tokens;
        this.revoking = revoking;
        this.outbox = outbox;
        this.meters = meters;
        this.config = config;
        this.clock = clock;
    }

    public Future<Outcome<SignedIn>> refresh(String refreshToken, Optional<String> device) {
        var now = clock.instant();
        var next = OpaqueToken.next();
        var exchange = new Exchange(
                OpaqueToken.hash(refreshToken),
                OpaqueToken.hash(next),
                device,
                now,
                now.plus(config.idle()),
                config.longest(),
                RevocationTable.until(now, config.accessToken()));
        return database.change(on -> Rotation.rotate(on, exchange))
                .compose(found -> found.map(rotated -> answer(rotated, next, exchange))
                        .orElseGet(() -> Future.succeededFuture(Outcome.refused(Refusals.REFRESH_TOKEN_INVALID))));
    }

    private Future<Outcome<SignedIn>> answer(Rotated rotated, String next, Exchange exchange) {
        return switch (rotated.verdict()) {
            case ROTATED ->
                tokens.issue(rotated.account(), rotated.sessionId(), exchange.at())
                        .map(access -> Outcome.done(new SignedIn(access, next, rotated.account())));
            case DISCOVERED -> {
                meters.reused();
                SECURITY.warn(
                        "A refresh token was used twice: session {} of user {} is ended",
                        rotated.sessionId(),
                        rotated.account().id());
                var until = exchange.revokedUntil();
                revoking.tell(List.of(new Revoked(rotated.sessionId(), until, until)));
                outbox.committed();
                yield Future.succeededFuture(Outcome.refused(Refusals.REFRESH_TOKEN_REUSED));
            }
            case REUSED -> Future.succeededFuture(Outcome.refused(Refusals.REFRESH_TOKEN_REUSED));
            case INVALID -> Future.succeededFuture(Outcome.refused(Refusals.REFRESH_TOKEN_INVALID));
        };
    }

    /** An unknown token has nothing to end, and that is no one's business. */
    public Future<Void> logOut(String refreshToken) {
        var now = clock.instant();
        return end(now, on -> Sessions.endOf(on, OpaqueToken.hash(refreshToken), now))
                .mapEmpty();
    }

    public Future<List<Session>> list(Caller caller, Optional<UUID> after, int limit) {
        return Sessions.of(database.reads(), caller.userId(), clock.instant(), after, limit);
    }

    /** Another's session is not found, like one that does not exist. */
    public Future<Outcome<Void>> end(Caller caller, UUID session) {
        var now = clock.instant();
        return end(now, on -> Sessions.end(on, session, caller.userId(), now, Reason.ENDED))
                .map(ended -> ended.isEmpty() ? Outcome.refused(Refusals.SESSION_NOT_FOUND) : Outcome.done(null));
    }

    public Future<Void> endAll(Caller caller) {
        var now = clock.instant();
        return end(now, on -> Sessions.endAll(on, caller.userId(), Optional.empty(), now, Reason.ENDED))
                .mapEmpty();
    }

    private Future<List<Revoked>> end(Instant now, Function<SqlClient, Future<List<UUID>>> ending) {
        return database.transaction(on -> ending.apply(on)
                        .compose(ended -> RevocationTable.ofSessions(on, ended, now, config.accessToken())))
                .onSuccess(revoking::tell);
    }
}
