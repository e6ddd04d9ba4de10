package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthService.eventually;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.auth.AuthClient.Answer;
import rental.runtime.security.JwtVerifier;
import rental.runtime.security.Verification;
import rental.testkit.TestDatabase;

class SessionsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private static final String ALERTS = "SELECT payload ->> 'email' FROM outbox WHERE type = 'security-alert'";

    private final AuthClient client = SERVICE.client();

    @Test
    void exchangesARefreshTokenForANewPair() {
        var first = client.signUp("ada@example.com");

        var second = client.refresh(first.refreshToken());
        var third = client.refresh(second.refreshToken());

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
        assertThat(third.status()).isEqualTo(200);
        assertThat(client.as(third).get("/auth/me").status()).isEqualTo(200);
        assertThat(client.as(third).get("/auth/me/sessions").items()).hasSize(1);
    }

    @Test
    void endsTheWholeFamilyWhenATokenIsUsedTwice() {
        var first = client.signUp("ada@example.com");
        var second = client.refresh(first.refreshToken());

        var reused = client.refresh(first.refreshToken());

        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.code()).isEqualTo("refresh-token-reused");
        assertThat(client.refresh(second.refreshToken()).code()).isEqualTo("refresh-token-reused");
        eventually(() -> client.as(second).get("/auth/me").status() == 401);
        assertThat(client.as(first).get("/auth/me").status()).isEqualTo(401);
        assertThat(DATABASE.query(ALERTS)).containsExactly("ada@example.com");
    }

    @Test
    void letsExactlyOneOfManyExchangesAtOnceThroughAndMailsOnce() {
        var first = client.signUp("ada@example.com");
        var body = new JsonObject().put("refreshToken", first.refreshToken());

        var answers = client.postAtOnce(16, "/auth/refresh", body);

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .hasSize(15)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.code()).isEqualTo("refresh-token-reused");
                });
        assertThat(DATABASE.query(ALERTS)).hasSize(1);
    }

    @Test
    void refusesARefreshTokenThatWasNeverHandedOutOrHasRunOut() {
        var signedUp = client.signUp("ada@example.com");
        assertThat(client.refresh("made-up").code()).isEqualTo("refresh-token-invalid");

        DATABASE.execute("UPDATE sessions SET expires_at = now() - interval '1 second'");

        assertThat(client.refresh(signedUp.refreshToken()).code()).isEqualTo("refresh-token-invalid");
        assertThat(DATABASE.query(ALERTS)).isEmpty();
    }

    @Test
    void endsASessionForGoodWhenItsLongestLifeIsOver() {
        var signedUp = client.signUp("ada@example.com");
        DATABASE.execute("UPDATE sessions SET created_at = now() - interval '89 days 23 hours'");

        client.refresh(signedUp.refreshToken());

        assertThat(DATABASE.query("SELECT expires_at < now() + interval '2 hours' FROM sessions"))
                .containsExactly("t");
    }

    @Test
    void logsOutTheSessionAndNoOther() {
        var phone = client.signUp("ada@example.com");
        var laptop = client.logIn("ada@example.com");

        var answer = client.post("/auth/logout", new JsonObject().put("refreshToken", phone.refreshToken()));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(client.refresh(phone.refreshToken()).code()).isEqualTo("refresh-token-invalid");
        eventually(() -> client.as(phone).get("/auth/me").status() == 401);
        assertThat(client.as(laptop).get("/auth/me").status()).isEqualTo(200);
        assertThat(client.post("/auth/logout", new JsonObject().put("refreshToken", "unknown"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void showsWhereTheUserIsSignedIn() {
        var phone = client.signUp("ada@example.com");
        var laptop = client.logIn("ada@example.com");

        var page = client.as(laptop).get("/auth/me/sessions?limit=1");
        var cursor = page.json().getString("nextCursor");
        var rest = client.as(laptop).get("/auth/me/sessions?limit=1&cursor=" + cursor);

        assertThat(page.items().getJsonObject(0).getBoolean("current")).isTrue();
        assertThat(page.items().getJsonObject(0).getString("device")).isEqualTo("a test");
        assertThat(rest.items().getJsonObject(0).getBoolean("current")).isFalse();
        assertThat(rest.json().getString("nextCursor")).isNull();
        assertThat(client.as(phone).get("/auth/me/sessions").items()).hasSize(2);
    }

    @Test
    void endsOneSessionOfTheUsersOwn() {
        var phone = client.signUp("ada@example.com");
        var laptop = client.logIn("ada@example.com");
        var ids = client.as(phone).get("/auth/me/sessions").items();

        assertThat(client.as(phone).delete("/auth/me/sessions/" + id(ids, 0)).status())
                .isEqualTo(204);

        eventually(() -> client.as(laptop).get("/auth/me").status() == 401);
        assertThat(client.refresh(laptop.refreshToken()).status()).isEqualTo(401);
        assertThat(client.as(phone).get("/auth/me/sessions").items()).hasSize(1);
    }

    @Test
    void findsNoSessionOfAnotherUser() {
        var ada = client.signUp("ada@example.com");
        var eve = client.signUp("eve@example.com");
        var adas = id(client.as(ada).get("/auth/me/sessions").items(), 0);

        assertThat(client.as(eve).delete("/auth/me/sessions/" + adas).status()).isEqualTo(404);
        assertThat(client.as(eve)
                        .delete("/auth/me/sessions/" + UUID.randomUUID())
                        .status())
                .isEqualTo(404);

        assertThat(client.refresh(ada.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void endsAllSessionsAndLetsTheUserSignInAgainAtOnce() {
        var phone = client.signUp("ada@example.com");
        var laptop = client.logIn("ada@example.com");

        assertThat(client.as(laptop).delete("/auth/me/sessions").status()).isEqualTo(204);

        eventually(() -> client.as(phone).get("/auth/me").status() == 401
                && client.as(laptop).get("/auth/me").status() == 401);
        var again = client.logIn("ada@example.com");
        assertThat(client.as(again).get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void remembersRevocationsForVerifiersThatComeLater() {
        var phone = client.signUp("ada@example.com");
        client.as(phone).delete("/auth/me/sessions");

        assertThat(verifiedAnew(phone)).isInstanceOf(Verification.Refused.class);
    }

    @Test
    void remembersForVerifiersThatComeLaterWhichFamilyHasEnded() {
        var first = client.signUp("ada@example.com");
        var second = client.refresh(first.refreshToken());
        client.refresh(first.refreshToken());

        assertThat(verifiedAnew(second)).isInstanceOf(Verification.Refused.class);
    }

    /** By a verifier that was not there when anything was told. */
    private static Verification verifiedAnew(Answer signedIn) {
        var verifier = JwtVerifier.on(SERVICE.vertx(), SERVICE.config().edge().tokens());
        return AuthService.await(verifier.verify(signedIn.accessToken()));
    }

    private static String id(JsonArray items, int index) {
        return items.getJsonObject(index).getString("id");
    }
}
