package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rental.auth.AuthService.eventually;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.runtime.config.Configuration;
import rental.runtime.config.ConfigurationException;
import rental.testkit.TestDatabase;

class KeyRotationTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    private static final Path FOLDER = folderWith("1.pem");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(
            DATABASE,
            Map.of(
                    "PROFILE", "production",
                    "AUTH_SIGNING_KEYS_DIR", FOLDER.toString(),
                    "AUTH_SIGNING_KEYS_INTERVAL", "50ms",
                    "AUTH_SIGNING_KEY_LEAD_TIME", "1s"));

    private AuthClient client;

    @BeforeEach
    void connect() {
        client = SERVICE.client();
    }

    @Test
    void changesTheSigningKeyWithoutARestartAndWithoutRefusingAToken() throws IOException {
        var old = client.signUp("ada@example.com").accessToken();
        var oldKey = keyOf(old);
        assertThat(published()).containsExactly(oldKey);

        write(FOLDER.resolve("2.pem"));
        eventually(() -> published().size() == 2);
        var early = client.logIn("ada@example.com").accessToken();
        eventually(() -> !keyOf(client.logIn("ada@example.com").accessToken()).equals(oldKey));
        Files.delete(FOLDER.resolve("1.pem"));
        var late = client.logIn("ada@example.com").accessToken();
        eventually(() -> isGoneFor(oldKey, "1 second"));

        assertThat(keyOf(early)).isEqualTo(oldKey);
        assertThat(keyOf(late)).isNotEqualTo(oldKey);
        assertThat(List.of(old, early, late))
                .allSatisfy(token ->
                        assertThat(client.as(token).get("/auth/me").status()).isEqualTo(200));
        assertThat(published()).contains(oldKey, keyOf(late));
    }

    @Test
    void goesOnWithTheKeysItHasWhenAFileIsNoKey() throws IOException {
        Files.writeString(
                FOLDER.resolve("broken.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertThat(client.signUp("bob@example.com").status()).isEqualTo(201);
    }

    @Test
    void keepsNoPrivateKeyInTheDatabase() {
        assertThat(DATABASE.query("SELECT DISTINCT k FROM signing_keys, jsonb_object_keys(jwk) k ORDER BY k"))
                .containsExactly("alg", "e", "kid", "kty", "n", "use");
    }

    @Test
    void needsItsKeysFromConfigurationInProduction() {
        var environment = Map.of("AUTH_DATABASE_URL", DATABASE.url(), "PROFILE", "production");

        assertThatThrownBy(() -> Configuration.read(AuthConfig.class, environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("AUTH_SIGNING_KEYS_DIR");
    }

    /** Whether no node has had a key's file for so long, while it has looked again and again. */
    private static boolean isGoneFor(String key, String time) {
        return DATABASE.query(
                        "SELECT max(n.last_seen) - o.last_seen > interval '%s' FROM signing_keys n, signing_keys o WHERE o.id = '%s' GROUP BY o.last_seen"
                                .formatted(time, key))
                .equals(List.of("t"));
    }

    private List<String> published() {
        return client.get("/.well-known/jwks.json").json().getJsonArray("keys").stream()
                .map(key -> ((JsonObject) key).getString("kid"))
                .toList();
    }

    private static String keyOf(String token) {
        var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
        return new JsonObject(Buffer.buffer(header)).getString("kid");
    }

    private static Path folderWith(String file) {
        try {
            var folder = Files.createTempDirectory("keys");
            write(folder.resolve(file));
            return folder;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** As an operator would: whole or not at all. */
    private static void write(Path file) throws IOException {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var encoded = generator.generateKeyPair().getPrivate().getEncoded();
            var pem = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(encoded)
                    + "\n-----END PRIVATE KEY-----\n";
            var draft = Files.createTempFile(
                    file.getParent(),
                    "draft",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, pem);
            Files.move(draft, file);
        } catch (GeneralSecurityException fault) {
            throw new AssertionError(fault);
        }
    }
}
