package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

class DevelopmentKeyTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    @Test
    void isMadeOnceForItsOwnerAlone() throws IOException {
        var folder = SERVICE.data().resolve("keys");
        var key = folder.resolve("development.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        var before = Files.readString(key);
        AuthService.await(SERVICE.vertx().deployVerticle(new AuthVerticle(SERVICE.config())));
        assertThat(Files.readString(key)).isEqualTo(before);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(key);
        }
    }
}
