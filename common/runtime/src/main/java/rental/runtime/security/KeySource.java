package rental.runtime.security;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Address;
import rental.contract.auth.SigningKeys;
import rental.runtime.bus.TypedBus;

/**
 * The public keys of the auth service, each with a verifier of its own that knows no other key and no other algorithm.
 * They are asked for now and then, and when a token names one that is not known. What was asked before the token came says
 * nothing of its key, so the token waits for the next answer: a new key is never refused, and a made-up one after a second.
 */
final class KeySource {
    static final String ALGORITHM = "RS256";

    private static final Logger LOG = LoggerFactory.getLogger(KeySource.class);
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Tokens that name made-up keys must not become questions to the auth service. */
    static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    /** What waits is a request under way: made-up keys must not take all that there may be of those. */
    static final int MOST_WAITING = 100;

    private static final int CLOCK_SKEW_SECONDS = 5;

    private final Vertx vertx;
    private final Context context;
    private final TypedBus bus;
    private final TokenConfig config;
    private final Duration shortestInterval;
    private final Runnable onWithdrawn;
    private final AtomicInteger waiters = new AtomicInteger();
    private volatile Map<String, JWTAuth> keys = Map.of();

    /** The last question, and the one after it while somebody waits for that; both on our own context only. */
    private Future<Void> asking = Future.succeededFuture();

    private Promise<Void> next;
    private Instant asked = Instant.EPOCH;

    /**
     * @param shortestInterval between two questions, unless one failed
     * @param onWithdrawn called when a key is no longer offered: what it has verified counts no more
     */
    KeySource(Vertx vertx, TokenConfig config, Duration shortestInterval, Runnable onWithdrawn) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.bus = TypedBus.on(vertx);
        this.config = config;
        this.shortestInterval = shortestInterval;
        this.onWithdrawn = onWithdrawn;
    }

    void begin() {
        context.runOnContext(free ->
                vertx.setPeriodic(0, INTERVAL.toMillis(), tick -> question().onFailure(KeySource::tell)));
    }

    /** The verifier of a key; empty when there is no such key. Fails when that can't be known, or too many wait to know it. */
    Future<Optional<JWTAuth>> find(String id) {
        var known = keys.get(id);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        if (waiters.incrementAndGet() > MOST_WAITING) {
            waiters.decrementAndGet();
            return Future.failedFuture(new TimeoutException("Too many tokens wait for keys that are not known"));
        }
        return here(answer())
                .onComplete(done -> waiters.decrementAndGet())
                .map(done -> Optional.ofNullable(keys.get(id)));
    }

    /** Goes on with what the caller works for: its context, not that of the question. */
    private Future<Void> here(Future<Void> elsewhere) {
        return Future.fromCompletionStage(elsewhere.toCompletionStage(), vertx.getOrCreateContext());
    }

    /** On a context of its own: a question serves everyone who waits, not only the request that happened to come first. */
    private Future<Void> answer() {
        Promise<Void> answered = Promise.promise();
        context.runOnContext(free -> question().onComplete(answered));
        return answered.future();
    }

    /** A question that begins after this call: now, or when the time for it has come. */
    private Future<Void> question() {
        if (next != null) {
            return next.future();
        }
        if (asking.isComplete() && pause().isZero()) {
            return ask();
        }
        var waiting = Promise.<Void>promise();
        next = waiting;
        asking.onComplete(done -> vertx.timer(Math.max(1, pause().toMillis()), TimeUnit.MILLISECONDS)
                .onComplete(due -> {
                    next = null;
                    ask().onComplete(waiting);
                }));
        return waiting.future();
    }

    private Duration pause() {
        var left = Duration.between(Instant.now(), asked.plus(shortestInterval));
        return asking.failed() || left.isNegative() ? Duration.ZERO : left;
    }

    private Future<Void> ask() {
        asked = Instant.now();
        asking = bus.request(SigningKeys.ADDRESS, new Address.Nothing(), PATIENCE)
                .map(answer -> {
                    take(new JsonObject(answer.jwks()));
                    return null;
                });
        return asking;
    }

    /** A key that is known keeps its verifier. */
    private void take(JsonObject jwks) {
        var offered = new HashMap<String, JWTAuth>();
        jwks.getJsonArray("keys").forEach(item -> {
            var jwk = (JsonObject) item;
            if (ALGORITHM.equals(jwk.getString("alg")) && "RSA".equals(jwk.getString("kty"))) {
                var id = jwk.getString("kid");
                offered.put(id, Optional.ofNullable(keys.get(id)).orElseGet(() -> verifier(jwk)));
            }
        });
        var withdrawn = !offered.keySet().containsAll(keys.keySet());
        keys = Map.copyOf(offered);
        if (withdrawn) {
            onWithdrawn.run();
        }
    }

    private JWTAuth verifier(JsonObject jwk) {
        var expected = new JWTOptions()
                .setAlgorithm(ALGORITHM)
                .setIssuer(config.issuer())
                .addAudience(config.audience())
                .setLeeway(CLOCK_SKEW_SECONDS);
        return JWTAuth.create(vertx, new JWTAuthOptions().addJwk(jwk).setJWTOptions(expected));
    }

    private static void tell(Throwable outage) {
        LOG.debug("Cannot ask for the keys that verify tokens: {}", outage.getMessage());
    }
}
