package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

/** Tokens as an attacker would make them: with the public key, with keys of one's own, or out of a genuine token. */
class ForgedTokensTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private final AuthClient client = SERVICE.client();
    private JsonObject header;
    private JsonObject claims;
    private String genuine;

    @BeforeEach
    void signUp() {
        genuine = client.signUp("ada@example.com").accessToken();
        var parts = genuine.split("\\.");
        header = decode(parts[0]);
        claims = decode(parts[1]);
    }

    @Test
    void holdsWhatVerifiersAskFor() {
        assertThat(header.getString("alg")).isEqualTo("RS256");
        assertThat(claims.fieldNames())
                .containsExactlyInAnyOrder("iss", "aud", "sub", "sid", "jti", "iat", "exp", "roles");
        assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(900);
        var jwks = client.get("/.well-known/jwks.json");
        assertThat(jwks.header("Cache-Control")).contains("max-age");
        assertThat(jwks.json().getJsonArray("keys")).singleElement().satisfies(key -> {
            assertThat(((JsonObject) key).getString("kid")).isEqualTo(header.getString("kid"));
            assertThat(((JsonObject) key).fieldNames()).containsExactlyInAnyOrder("kty", "use", "alg", "kid", "n", "e");
        });
    }

    @Test
    void takesATokenThatIsSignedWithTheRealKey() throws GeneralSecurityException, IOException {
        assertThat(status(rsa(header, claims, realKey()))).isEqualTo(200);
    }

    @Test
    void refusesATokenWithoutASignature() {
        for (var none : new String[] {"none", "None", "NONE", "nOnE"}) {
            var unsigned = encode(header.copy().put("alg", none)) + "." + encode(claims);
            assertRefused(unsigned + ".");
            assertRefused(unsigned);
        }
        assertRefused(encode(header) + "." + encode(claims) + ".");
    }

    @Test
    void refusesTheBytesOfThePublicKeyAsASecret() throws GeneralSecurityException {
        var key = publicKey();
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (var secret : new byte[][] {key.getEncoded(), pem.getBytes(StandardCharsets.US_ASCII)}) {
            var signed = encode(header.copy().put("alg", "HS256")) + "." + encode(claims);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            assertRefused(signed + "." + base64(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void refusesOtherAlgorithmsEvenWithTheRealKey() throws GeneralSecurityException, IOException {
        var key = realKey();
        for (var algorithm :
                Map.of("RS384", "SHA384withRSA", "RS512", "SHA512withRSA").entrySet()) {
            assertRefused(sign(header.copy().put("alg", algorithm.getKey()), claims, key, algorithm.getValue()));
        }
        assertRefused(sign(header.copy().put("alg", "PS256"), claims, key, "SHA256withRSA"));
        assertRefused(sign(header.copy().put("alg", 256), claims, key, "SHA256withRSA"));
    }

    @Test
    void refusesKeysThatTheTokenBringsAlong() throws GeneralSecurityException {
        var own = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();

        assertRefused(rsa(header, claims, own));
        assertRefused(rsa(header.copy().put("kid", "own"), claims, own));
        assertRefused(rsa(header.copy().put("kid", "../../dev/null"), claims, own));
        assertRefused(rsa(header.copy().put("kid", 7), claims, own));
        assertRefused(rsa(without(header, "kid"), claims, own));
        assertRefused(rsa(header.copy().put("jku", "https://attacker.example/keys"), claims, own));
        assertRefused(rsa(header.copy().put("x5c", new JsonArray().add("MIIB")), claims, own));
    }

    @Test
    void refusesTheRealKeyForTokensThatWereNotIssuedSo() throws GeneralSecurityException, IOException {
        var key = realKey();
        var now = Instant.now().getEpochSecond();
        Stream.<Consumer<JsonObject>>of(
                        wrong -> wrong.put("iss", "urn:someone:else"),
                        wrong -> wrong.put("aud", "urn:another:api"),
                        wrong -> wrong.put("aud", new JsonArray()),
                        wrong -> wrong.put("exp", now - 10),
                        wrong -> wrong.put("iat", now + 3600).put("exp", now + 7200),
                        wrong -> wrong.put("nbf", now + 3600),
                        wrong -> wrong.put("roles", new JsonArray().add("root")),
                        wrong -> wrong.put("roles", "admin"),
                        wrong -> wrong.put("sub", "ada"),
                        wrong -> wrong.put("jti", "00000000-0000-4000-8000-000000000000"))
                .forEach(change -> {
                    var wrong = claims.copy();
                    change.accept(wrong);
                    assertRefused(rsa(header, wrong, key));
                });
        for (var claim : claims.fieldNames()) {
            assertRefused(rsa(header, without(claims, claim), key));
        }
        assertRefused(rsa(without(header, "kid"), claims, key));
        assertRefused(rsa(header.copy().put("crit", new JsonArray().add("b64")), claims, key));
    }

    @Test
    void refusesAGenuineTokenThatWasEdited() {
        var parts = genuine.split("\\.");
        var promoted = claims.copy().put("roles", new JsonArray().add("admin"));

        assertRefused(parts[0] + "." + encode(promoted) + "." + parts[2]);
        assertRefused(parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA");
        assertRefused(genuine + ".x");
        assertRefused(genuine.substring(0, genuine.length() - 8));
        assertRefused("." + parts[1] + "." + parts[2]);
        assertRefused("x".repeat(5000));
        assertThat(status(genuine)).isEqualTo(200);
    }

    private void assertRefused(String token) {
        assertThat(status(token)).as(token).isEqualTo(401);
    }

    private int status(String token) {
        return client.as(token).get("/auth/me").status();
    }

    private static JsonObject without(JsonObject object, String name) {
        var copy = object.copy();
        copy.remove(name);
        return copy;
    }

    private static String rsa(JsonObject header, JsonObject claims, PrivateKey key) {
        return sign(header, claims, key, "SHA256withRSA");
    }

    private static String sign(JsonObject header, JsonObject claims, PrivateKey key, String algorithm) {
        try {
            var signed = encode(header) + "." + encode(claims);
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (GeneralSecurityException fault) {
            throw new AssertionError(fault);
        }
    }

    private PrivateKey realKey() throws GeneralSecurityException, IOException {
        var pem = Files.readString(SERVICE.data().resolve("keys/development.pem"));
        var encoded = pem.replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        var jwk =
                client.get("/.well-known/jwks.json").json().getJsonArray("keys").getJsonObject(0);
        var decoder = Base64.getUrlDecoder();
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        new BigInteger(1, decoder.decode(jwk.getString("n"))),
                        new BigInteger(1, decoder.decode(jwk.getString("e")))));
    }

    private static JsonObject decode(String part) {
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(part)));
    }

    private static String encode(JsonObject part) {
        return base64(part.toBuffer().getBytes());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
