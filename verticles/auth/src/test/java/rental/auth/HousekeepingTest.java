package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthService.await;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.auth.store.Database;
import rental.testkit.TestDatabase;

class HousekeepingTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private static final String[] FLEETING = {"sessions", "refresh_tokens", "mail_tokens", "failures", "revocations"};

    @BeforeEach
    void leaveTraces() {
        var client = SERVICE.client();
        var signedUp = client.signUp("ada@example.com");
        client.logIn("ada@example.com", "Wrong4horse");
        client.post("/auth/logout", new JsonObject().put("refreshToken", signedUp.refreshToken()));
    }

    @Test
    void keepsWhatIsStillInForce() {
        tidy();

        for (var table : FLEETING) {
            assertThat(DATABASE.query("SELECT 1 FROM " + table)).as(table).isNotEmpty();
        }
    }

    @Test
    void forgetsWhatHasRunOutAndNoAccount() {
        DATABASE.execute("UPDATE sessions SET expires_at = now()");
        DATABASE.execute("UPDATE mail_tokens SET expires_at = now()");
        DATABASE.execute("UPDATE revocations SET until = now()");
        DATABASE.execute("UPDATE failures SET last_at = now() - interval '15 minutes'");

        tidy();

        for (var table : FLEETING) {
            assertThat(DATABASE.query("SELECT 1 FROM " + table)).as(table).isEmpty();
        }
        assertThat(DATABASE.query("SELECT 1 FROM users")).hasSize(1);
    }

    @Test
    void forgetsAllOfItHoweverMuchHasGathered() {
        DATABASE.execute("INSERT INTO failures (key, failed_at, last_at)"
                + " SELECT int4send(n), '{}', now() - interval '1 day' FROM generate_series(1, 2500) n");
        var before = DATABASE.query("SELECT 1 FROM failures").size();

        tidy();

        assertThat(DATABASE.query("SELECT 1 FROM failures")).hasSize(before - 2_500);
    }

    private static void tidy() {
        var database = Database.on(SERVICE.vertx(), SERVICE.config().database());
        await(new Housekeeping(SERVICE.vertx(), database, Clock.systemUTC()).tidy());
    }
}
