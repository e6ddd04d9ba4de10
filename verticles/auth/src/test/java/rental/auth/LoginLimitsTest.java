package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthClient.credentials;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

class LoginLimitsTest {
    @Order(1)
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of("AUTH_PASSWORD_THREADS", "1"));

    /** How many guesses slip through at once depends on how long one takes. */
    @RegisterExtension
    static final AuthService AS_SLOW_AS_EVER =
            new AuthService(DATABASE, Map.of("AUTH_PASSWORD_THREADS", "1", "AUTH_PASSWORD_COST", "10"));

    private static final String WRONG = "Wrong4horse";

    private final AuthClient client = SERVICE.client();

    @BeforeEach
    void signUp() {
        client.signUp("ada@example.com");
    }

    @Test
    void stopsGuessingAtAnAccountAfterFiveFailuresEvenWithTheRightPassword() {
        fail(client, "ada@example.com", 5);

        var stopped = client.logIn("ADA@example.com");

        assertThat(stopped.status()).isEqualTo(429);
        assertThat(stopped.code()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(stopped.header("Retry-After"))).isBetween(890, 901);
    }

    @Test
    void neverLocksTheOwnerOutFromElsewhere() {
        fail(client.from("203.0.113.66"), "ada@example.com", 6);

        assertThat(client.from("198.51.100.1").logIn("ada@example.com").status())
                .isEqualTo(200);
    }

    @Test
    void countsUnknownAccountsLikeKnownOnes() {
        fail(client, "nobody@example.com", 5);

        assertThat(client.logIn("nobody@example.com").status()).isEqualTo(429);
    }

    @Test
    void startsAnewWithTheRightPassword() {
        fail(client, "ada@example.com", 4);
        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);

        fail(client, "ada@example.com", 4);

        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);
    }

    @Test
    void letsGoOnWhenTheFailuresAreAQuarterOfAnHourAgo() {
        fail(client, "ada@example.com", 5);
        DATABASE.execute("UPDATE failures SET failed_at = (SELECT array_agg(t - interval '15 minutes 1 second')"
                + " FROM unnest(failed_at) t)");

        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);
    }

    @Test
    void stopsAnAddressThatGuessesAtManyAccounts() {
        fail(client, "nobody@example.com", 1);
        DATABASE.execute("UPDATE failures SET failed_at = array_fill(failed_at[1], ARRAY[100])");

        assertThat(client.logIn("ada@example.com").status()).isEqualTo(429);
        assertThat(client.from("203.0.113.1").logIn("ada@example.com").status()).isEqualTo(200);
    }

    @Test
    void countsANetworkOfIpv6AddressesAsOne() {
        for (var n = 1; n <= 5; n++) {
            fail(client.from("2001:db8:1:2::" + n), "ada@example.com", 1);
        }

        assertThat(client.from("2001:db8:1:2:ffff::6").logIn("ada@example.com").status())
                .isEqualTo(429);
        assertThat(client.from("2001:db8:1:3::1").logIn("ada@example.com").status())
                .isEqualTo(200);
    }

    @Test
    void tellsNoGuessFromAnotherWhenManyAreMadeAtOnce() {
        var guesser = AS_SLOW_AS_EVER.client();
        guesser.signUp("bob@example.com");

        var wrong = guesser.postAtOnce(24, "/auth/login", credentials("bob@example.com", WRONG));
        var right = guesser.logIn("bob@example.com");

        assertThat(wrong).filteredOn(answer -> answer.status() == 401).hasSizeBetween(5, 8);
        assertThat(wrong)
                .filteredOn(answer -> answer.status() != 401)
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("too-many-attempts"));
        assertThat(right.code()).isEqualTo("too-many-attempts");
    }

    @Test
    void countsFailuresWhereverThePasswordIsAskedFor() {
        var phone = client.as(client.logIn("ada@example.com"));
        for (var n = 0; n < 5; n++) {
            phone.delete("/auth/me", new JsonObject().put("password", WRONG));
        }

        assertThat(phone.put(
                                "/auth/me/password",
                                new JsonObject()
                                        .put("currentPassword", PASSWORD)
                                        .put("newPassword", "Staple5battery"))
                        .status())
                .isEqualTo(429);
    }

    private static void fail(AuthClient client, String email, int times) {
        for (var n = 0; n < times; n++) {
            client.logIn(email, WRONG);
        }
    }
}
