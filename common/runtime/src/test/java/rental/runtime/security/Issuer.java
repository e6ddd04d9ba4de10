package rental.runtime.security;

import com.fasterxml.uuid.Generators;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import rental.contract.auth.Revocations;
import rental.contract.auth.Revocations.Revoked;
import rental.contract.auth.SigningKeys;
import rental.runtime.bus.TypedBus;

/** Signs tokens with a key of its own and, when asked to serve, tells the key on the bus as the auth service does. */
final class Issuer {
    private static final int LIFE_SECONDS = 900;

    private final Vertx vertx;
    private final TokenConfig config;
    private final String id = UUID.randomUUID().toString();
    private final KeyPair keys;
    private final JWTAuth signer;
    private final List<Revoked> revoked = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<JsonObject> offered = new CopyOnWriteArrayList<>();
    private volatile boolean withdrawn;

    Issuer(Vertx vertx, TokenConfig config) throws GeneralSecurityException {
        this.vertx = vertx;
        this.config = config;
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        offered.add(jwk());
        signer = JWTAuth.create(
                vertx,
                new JWTAuthOptions()
                        .addPubSecKey(new PubSecKeyOptions()
                                .setAlgorithm("RS256")
                                .setId(id)
                                .setBuffer("-----BEGIN PRIVATE KEY-----\n"
                                        + Base64.getMimeEncoder()
                                                .encodeToString(
                                                        keys.getPrivate().getEncoded())
                                        + "\n-----END PRIVATE KEY-----\n")));
    }

    Future<Void> serve() {
        return TypedBus.on(vertx)
                .serve(SigningKeys.ADDRESS, ask -> {
                    asked.incrementAndGet();
                    return Future.succeededFuture(new SigningKeys(jwks()));
                })
                .serve(Revocations.ASK, ask -> Future.succeededFuture(new Revocations(revoked)))
                .ready();
    }

    /** Another key of the same service: told from now on, too. */
    Issuer withANewKey() throws GeneralSecurityException {
        var renewed = new Issuer(vertx, config);
        offered.add(renewed.jwk());
        return renewed;
    }

    /** Tells no key any more. */
    void withdraw() {
        withdrawn = true;
    }

    int timesAsked() {
        return asked.get();
    }

    void revoke(Revoked entry) {
        revoked.add(entry);
    }

    String token(UUID session, String role) {
        return token(session, Instant.now(), role);
    }

    String token(UUID session, Instant issued, String role) {
        return signer.generateToken(
                new JsonObject()
                        .put("iss", config.issuer())
                        .put("aud", config.audience())
                        .put("sub", UUID.randomUUID().toString())
                        .put("sid", session.toString())
                        .put(
                                "jti",
                                Generators.timeBasedEpochGenerator()
                                        .construct(issued.toEpochMilli())
                                        .toString())
                        .put("iat", issued.getEpochSecond())
                        .put("exp", issued.getEpochSecond() + LIFE_SECONDS)
                        .put("roles", new JsonArray().add(role)),
                new JWTOptions().setAlgorithm("RS256"));
    }

    private String jwks() {
        var told = withdrawn ? new JsonArray() : new JsonArray(new ArrayList<>(offered));
        return new JsonObject().put("keys", told).encode();
    }

    private JsonObject jwk() {
        var key = (RSAPublicKey) keys.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("alg", "RS256")
                .put("use", "sig")
                .put("kid", id)
                .put("n", encode(key.getModulus()))
                .put("e", encode(key.getPublicExponent()));
    }

    private static String encode(BigInteger number) {
        var bytes = number.toByteArray();
        var unsigned = bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(unsigned);
    }
}
