package rental.runtime.security;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import rental.runtime.security.Verification.Refused;
import rental.runtime.security.Verification.Verified;

/**
 * Verifies access tokens with the keys of the auth service (RFC 8725): RS256 alone, only a key that is named and known,
 * issuer, audience and times as configured, and neither session nor user revoked. What a token's header says about keys
 * other than {@code kid} is of no consequence.
 *
 * <p>A verification costs about 30 µs of CPU, so a token is remembered until it runs out; whether it was revoked is looked
 * up every time. Safe to use from several event loops.
 */
public final class JwtVerifier implements TokenVerifier {
    private static final int LONGEST_TOKEN = 4096;
    private static final int PARTS = 3;

    private final KeySource keys;
    private final RevocationList revocations;
    private final VerifiedTokens verified;
    private final Clock clock;

    JwtVerifier(KeySource keys, RevocationList revocations, VerifiedTokens verified, Clock clock) {
        this.keys = keys;
        this.revocations = revocations;
        this.verified = verified;
        this.clock = clock;
    }

    /** A verifier that asks the auth service over the bus. Called in a verticle's {@code start()}, it ends with the verticle. */
    public static JwtVerifier on(Vertx vertx, TokenConfig config) {
        return on(vertx, config, KeySource.SHORTEST_INTERVAL);
    }

    /** @param shortestInterval between two questions for keys */
    static JwtVerifier on(Vertx vertx, TokenConfig config, Duration shortestInterval) {
        var verified = new VerifiedTokens(config.cacheSize());
        var keys = new KeySource(vertx, config, shortestInterval, verified::forgetAll);
        var revocations = new RevocationList(vertx);
        keys.begin();
        revocations.begin();
        return new JwtVerifier(keys, revocations, verified, Clock.systemUTC());
    }

    @Override
    public Future<Verification> verify(String token) {
        if (token.length() > LONGEST_TOKEN) {
            return refused("is too long");
        }
        var key = VerifiedTokens.keyOf(token);
        return verified.find(key, clock.instant())
                .map(claims -> Future.succeededFuture(judge(claims)))
                .orElseGet(() -> examine(token, key));
    }

    private Future<Verification> examine(String token, ByteBuffer key) {
        return keyId(token)
                .map(id -> keys.find(id)
                        .compose(found -> found.map(by -> examine(token, key, by))
                                .orElseGet(() -> refused("names a key that is not known"))))
                .orElseGet(() -> refused("is no signed token of ours"));
    }

    private Future<Verification> examine(String token, ByteBuffer key, JWTAuth by) {
        var claims = by.authenticate(new TokenCredentials(token))
                .map(JwtVerifier::claims)
                .transform(outcome -> Future.succeededFuture(
                        outcome.succeeded() ? Optional.of(outcome.result()) : Optional.<TokenClaims>empty()));
        return claims.compose(found -> found.map(proven -> accept(proven, key))
                .orElseGet(() -> refused("has a wrong signature, issuer, audience, time or claim")));
    }

    private Future<Verification> accept(TokenClaims claims, ByteBuffer key) {
        return revocations.loaded().map(known -> {
            verified.remember(key, claims);
            return judge(claims);
        });
    }

    private Verification judge(TokenClaims claims) {
        return revocations.refuses(claims) ? new Refused("was revoked") : new Verified(claims.caller());
    }

    private static TokenClaims claims(User user) {
        return TokenClaims.of(user.attributes().getJsonObject("accessToken"));
    }

    /** The key that a token's header names; empty unless the header is one that the auth service writes. */
    private static Optional<String> keyId(String token) {
        var parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        return header(parts[0])
                .filter(header -> KeySource.ALGORITHM.equals(header.getValue("alg")))
                .filter(header -> !header.containsKey("crit"))
                .map(header -> header.getValue("kid"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static Optional<JsonObject> header(String encoded) {
        try {
            return Optional.of(
                    new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(encoded))));
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static Future<Verification> refused(String reason) {
        return Future.succeededFuture(new Refused(reason));
    }
}
