package rental.runtime.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.auth.Revocations;
import rental.contract.auth.Revocations.Revoked;
import rental.runtime.bus.TypedBus;

/**
 * Sessions and users whose tokens are refused. It hears of them when it happens, and asks every other second for what it
 * may have missed. While the auth service can't be asked it keeps what it has: nothing can be revoked then either.
 */
final class RevocationList {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationList.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Longer than a transaction may take and clocks may differ: what became known late is asked for again. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final Vertx vertx;
    private final TypedBus bus;
    private final Map<UUID, Revoked> revoked = new ConcurrentHashMap<>();
    private volatile Instant asked = Instant.EPOCH;

    RevocationList(Vertx vertx) {
        this.vertx = vertx;
        this.bus = TypedBus.on(vertx);
    }

    void begin() {
        bus.listen(Revocations.TOLD, this::add);
        vertx.setPeriodic(0, INTERVAL.toMillis(), tick -> ask().onFailure(RevocationList::tell));
    }

    /** Completes when the list is known, at once when it is already. */
    Future<Void> loaded() {
        return asked.equals(Instant.EPOCH) ? ask() : Future.succeededFuture();
    }

    boolean refuses(TokenClaims claims) {
        return refuses(claims.caller().sessionId(), claims.issuedAt())
                || refuses(claims.caller().userId(), claims.issuedAt());
    }

    private boolean refuses(UUID subject, Instant issuedAt) {
        var entry = revoked.get(subject);
        return entry != null && !issuedAt.isAfter(entry.at());
    }

    private Future<Void> ask() {
        var now = Instant.now();
        var since = asked.equals(Instant.EPOCH) ? Instant.EPOCH : asked.minus(OVERLAP);
        return bus.request(Revocations.ASK, new Revocations.Ask(since), PATIENCE)
                .onSuccess(answer -> {
                    add(answer);
                    asked = now;
                    forgetPast(now);
                })
                .mapEmpty();
    }

    private void add(Revocations news) {
        news.revoked().forEach(entry -> revoked.merge(entry.subject(), entry, RevocationList::stricter));
    }

    private static Revoked stricter(Revoked known, Revoked told) {
        return told.at().isAfter(known.at()) ? told : known;
    }

    private void forgetPast(Instant now) {
        revoked.values().removeIf(entry -> entry.until().isBefore(now));
    }

    private static void tell(Throwable outage) {
        LOG.debug("Cannot ask which sessions have ended: {}", outage.getMessage());
    }
}
