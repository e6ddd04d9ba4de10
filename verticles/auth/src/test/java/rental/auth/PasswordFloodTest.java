package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthClient.credentials;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

class PasswordFloodTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(
            DATABASE,
            Map.of("AUTH_PASSWORD_THREADS", "1", "AUTH_PASSWORD_QUEUE_SIZE", "8", "AUTH_PASSWORD_COST", "12"));

    @Test
    void turnsLoginsAwayInsteadOfLettingThemPileUp() {
        var client = SERVICE.client();
        var me = client.as(client.signUp("ada@example.com"));

        var flood = CompletableFuture.supplyAsync(
                () -> client.postAtOnce(32, "/auth/login", credentials("ada@example.com", PASSWORD)));
        var servedMeanwhile = 0;
        while (!flood.isDone()) {
            assertThat(me.get("/auth/me").status()).isEqualTo(200);
            servedMeanwhile++;
        }

        var answers = flood.join();
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSizeGreaterThanOrEqualTo(9);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.code()).isEqualTo("try-again");
                    assertThat(answer.header("Retry-After")).isEqualTo("1");
                });
        assertThat(servedMeanwhile).isGreaterThan(20);
        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);
    }

    /** An address that is taken needs no hash to be refused, only a query: while there is no room, not even that is made. */
    @Test
    void looksNothingUpForThoseWhoAreTurnedAway() {
        var client = SERVICE.client();
        client.signUp("grace@example.com");

        var flood = CompletableFuture.supplyAsync(
                () -> client.postAtOnce(16, "/auth/login", credentials("grace@example.com", PASSWORD)));
        var statuses = new TreeSet<Integer>();
        while (!flood.isDone() && !statuses.contains(503)) {
            statuses.add(client.signUp("grace@example.com").status());
        }
        flood.join();

        assertThat(statuses).contains(503).isSubsetOf(409, 503);
    }
}
