package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

class CreateAdminTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    private static final String ADMINS = "SELECT email FROM users WHERE 'admin' = ANY (roles)";

    private final InputStream terminal = System.in;

    @BeforeEach
    void empty() {
        DATABASE.execute("TRUNCATE users, outbox CASCADE");
    }

    @AfterEach
    void giveBackTheTerminal() {
        System.setIn(terminal);
    }

    @Test
    void makesAnAdministratorWithThePasswordOnStandardInput() {
        assertThat(run("Correct4horse\n", "create-admin", "admin@example.com")).isZero();

        assertThat(DATABASE.query(ADMINS)).containsExactly("admin@example.com");
        assertThat(DATABASE.query("SELECT type FROM outbox")).containsExactly("user-changed");
    }

    @Test
    void mayBeRepeated() {
        run("Correct4horse\n", "create-admin", "admin@example.com");

        assertThat(run("Correct4horse\n", "create-admin", "ADMIN@example.com")).isZero();
        assertThat(DATABASE.query(ADMINS)).hasSize(1);
    }

    @Test
    void makesNoneWithoutAUsablePasswordOrAddress() {
        assertThat(run("weak\n", "create-admin", "admin@example.com")).isEqualTo(2);
        assertThat(run("", "create-admin", "admin@example.com")).isEqualTo(2);
        assertThat(run("Correct4horse\n", "create-admin")).isEqualTo(2);
        assertThat(run("Correct4horse\n", "create-admin", "admin")).isEqualTo(2);

        assertThat(DATABASE.query(ADMINS)).isEmpty();
    }

    private static int run(String typed, String... arguments) {
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        return CreateAdmin.run(
                arguments,
                Map.of("AUTH_DATABASE_URL", DATABASE.url(), "AUTH_PASSWORD_THREADS", "1", "LOG_FORMAT", "text"));
    }
}
