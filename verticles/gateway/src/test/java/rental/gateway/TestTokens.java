package rental.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rental.contract.Address.Nothing;
import rental.contract.Ids;
import rental.contract.api.Role;
import rental.contract.auth.Revocations;
import rental.contract.auth.SigningKeys;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Json;

/** Signs access tokens as the auth service does, and tells its key and revocations on the bus. */
final class TestTokens {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int LIFE_SECONDS = 900;

    private static final KeyPair KEYS = newKeys();

    private final String kid = UUID.randomUUID().toString();

    Future<Void> serve(Vertx vertx) {
        return TypedBus.on(vertx)
                .serve(SigningKeys.ADDRESS, (Nothing question) -> Future.succeededFuture(new SigningKeys(jwks())))
                .serve(
                        Revocations.ASK,
                        (Revocations.Ask question) -> Future.succeededFuture(new Revocations(List.of())))
                .ready();
    }

    /** A token of a new user in this role. */
    String of(Role role) {
        return of(role, Ids.next());
    }

    String of(Role role, UUID user) {
        var now = Instant.now().getEpochSecond();
        return sign(
                Map.of("alg", "RS256", "typ", "JWT", "kid", kid),
                Map.of(
                        "iss",
                        "urn:rental:auth",
                        "aud",
                        "urn:rental:api",
                        "sub",
                        user,
                        "sid",
                        Ids.next(),
                        "jti",
                        Ids.next(),
                        "roles",
                        List.of(role.wireName()),
                        "iat",
                        now,
                        "exp",
                        now + LIFE_SECONDS));
    }

    private String sign(Map<String, Object> header, Map<String, Object> claims) {
        var signed = BASE64.encodeToString(Json.write(header)) + "." + BASE64.encodeToString(Json.write(claims));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(KEYS.getPrivate());
            signature.update(signed.getBytes(UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String jwks() {
        var key = (RSAPublicKey) KEYS.getPublic();
        var jwk = Map.of(
                "kty",
                "RSA",
                "alg",
                "RS256",
                "use",
                "sig",
                "kid",
                kid,
                "n",
                unsigned(key.getModulus()),
                "e",
                unsigned(key.getPublicExponent()));
        return new String(Json.write(Map.of("keys", List.of(jwk))), UTF_8);
    }

    private static String unsigned(BigInteger number) {
        var bytes = number.toByteArray();
        var from = bytes[0] == 0 ? 1 : 0;
        return BASE64.encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
