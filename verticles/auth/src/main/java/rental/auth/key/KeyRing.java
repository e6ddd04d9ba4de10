package rental.auth.key;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.key.PublishedKeys.Published;
import rental.contract.auth.SigningKeys;
import rental.runtime.sql.SqlFailure;

/**
 * The keys of this node and of all others. Rotation is a matter of files: a new key is published at once, signs when its
 * lead time is over, and the one before it goes on verifying until the last token it can have signed has run out, however
 * early its file goes.
 */
public final class KeyRing {
    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);
    /** How much longer a key is published than its tokens live: several intervals, and clocks that differ. */
    private static final Duration MARGIN = Duration.ofMinutes(2);

    private static final Duration NEXT_TRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final KeyConfig config;
    private final KeyFolder folder;
    private final PublishedKeys published;
    private final Duration kept;
    private final Clock clock;
    private List<SigningKey> own = List.of();
    private SigningKeys all = new SigningKeys("{\"keys\":[]}");
    private Signer signer;

    private record Signer(String id, JWTAuth auth) {}

    private KeyRing(Vertx vertx, KeyConfig config, SqlClient database, Duration tokenLifetime, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.folder = new KeyFolder(config.keys());
        this.published = new PublishedKeys(database);
        this.kept = tokenLifetime.plus(MARGIN);
        this.clock = clock;
    }

    /**
     * Loads the keys, and from then on again and again. Called in a verticle's {@code start()}.
     *
     * @return fails when there is no key to sign with; without the database it goes on, and tries again until that is there
     */
    public static Future<KeyRing> on(
            Vertx vertx, KeyConfig config, SqlClient database, Duration tokenLifetime, Clock clock) {
        var ring = new KeyRing(vertx, config, database, tokenLifetime, clock);
        return ring.prepare()
                .compose(ready -> ring.reload())
                .recover(fault ->
                        SqlFailure.of(fault).isTransient() ? ring.awaitDatabase(fault) : Future.failedFuture(fault))
                .map(loaded -> {
                    vertx.setPeriodic(
                            config.interval().toMillis(), tick -> ring.reload().onFailure(KeyRing::tell));
                    return ring;
                });
    }

    /** Nobody can sign in without the database, so the service may well begin without keys. */
    private Future<Void> awaitDatabase(Throwable outage) {
        LOG.warn("The signing keys wait for the database: {}", outage.getMessage());
        vertx.setTimer(NEXT_TRY.toMillis(), due -> reload().onFailure(this::awaitDatabase));
        return Future.succeededFuture();
    }

    /** The public halves of all keys that may have signed a token still in force, or are about to sign. */
    public SigningKeys all() {
        return all;
    }

    /** Signs claims with RS256. It takes about a millisecond of CPU, so not on the event loop. */
    public Future<String> sign(JsonObject claims) {
        if (signer == null) {
            return reload().compose(loaded -> sign(claims));
        }
        var by = signer.auth();
        var options = new JWTOptions().setAlgorithm(SigningKey.ALGORITHM);
        return vertx.executeBlocking(() -> by.generateToken(claims, options), false);
    }

    private Future<Void> prepare() {
        return config.makesItsOwn()
                ? vertx.executeBlocking(() -> {
                    folder.makeUnlessThere();
                    return null;
                })
                : Future.succeededFuture();
    }

    Future<Void> reload() {
        return vertx.executeBlocking(folder::load).compose(this::take);
    }

    /** When the files are gone for a moment, as while they are being replaced, the keys stay as they were. */
    private Future<Void> take(List<SigningKey> loaded) {
        own = loaded.isEmpty() ? own : loaded;
        var now = clock.instant();
        return published
                .publish(own, now)
                .compose(done -> published.all(now, kept))
                .compose(rows -> {
                    all = new SigningKeys(jwks(rows).encode());
                    choose(rows, now);
                    return published.forget(now, kept.multipliedBy(2));
                })
                .compose(done -> signer == null ? noKey() : Future.succeededFuture());
    }

    /** The newest key that has been published for long enough signs; of keys that are all too new, the oldest. */
    private void choose(List<Published> rows, Instant now) {
        var seen = rows.stream().collect(Collectors.toMap(Published::id, Published::firstSeen));
        var known = own.stream().filter(key -> seen.containsKey(key.id())).toList();
        var byAge = Comparator.<SigningKey, Instant>comparing(key -> seen.get(key.id()))
                .thenComparing(SigningKey::id);
        var due = now.minus(config.leadTime());
        known.stream()
                .filter(key -> !seen.get(key.id()).isAfter(due))
                .max(byAge)
                .or(() -> known.stream().min(byAge))
                .filter(chosen -> signer == null || !signer.id().equals(chosen.id()))
                .ifPresent(this::signWith);
    }

    private void signWith(SigningKey key) {
        LOG.info("Access tokens are signed with the key {}", key.id());
        var options = new PubSecKeyOptions()
                .setAlgorithm(SigningKey.ALGORITHM)
                .setId(key.id())
                .setBuffer(key.pem());
        signer = new Signer(key.id(), JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(options)));
    }

    private Future<Void> noKey() {
        return Future.failedFuture(new IllegalStateException("There is no usable signing key in " + config.keys()));
    }

    private static JsonObject jwks(List<Published> rows) {
        var keys = rows.stream().map(Published::jwk).toList();
        return new JsonObject().put("keys", new JsonArray(keys));
    }

    private static void tell(Throwable fault) {
        LOG.warn("Cannot look for new signing keys: {}", fault.getMessage());
    }
}
