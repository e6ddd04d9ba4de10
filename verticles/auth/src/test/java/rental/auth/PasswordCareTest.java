package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthClient.credentials;
import static rental.auth.AuthService.eventually;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

class PasswordCareTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private static final String NEW_PASSWORD = "Staple5battery";

    private final AuthClient client = SERVICE.client();

    @Test
    void changesThePasswordAndEndsEveryOtherSession() {
        var phone = client.signUp("ada@example.com");
        var laptop = client.logIn("ada@example.com");

        var changed = client.as(laptop).put("/auth/me/password", change(PASSWORD, NEW_PASSWORD));

        assertThat(changed.status()).isEqualTo(204);
        eventually(() -> client.as(phone).get("/auth/me").status() == 401);
        assertThat(client.as(laptop).get("/auth/me").status()).isEqualTo(200);
        assertThat(client.refresh(laptop.refreshToken()).status()).isEqualTo(200);
        assertThat(client.logIn("ada@example.com").status()).isEqualTo(401);
        assertThat(client.logIn("ada@example.com", NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(mails("security-alert")).isEqualTo(1);
    }

    @Test
    void leavesNoSessionOfTheOldPasswordWhenSomeoneSignsInMeanwhile() {
        var phone = client.as(client.signUp("ada@example.com"));

        var logins = CompletableFuture.supplyAsync(
                () -> client.postAtOnce(12, "/auth/login", credentials("ada@example.com", PASSWORD)));
        var changed = phone.put("/auth/me/password", change(PASSWORD, NEW_PASSWORD));
        logins.join();

        assertThat(changed.status()).isEqualTo(204);
        assertThat(DATABASE.query("SELECT 1 FROM sessions WHERE ended_at IS NULL"))
                .hasSize(1);
        assertThat(phone.get("/auth/me/sessions").items()).hasSize(1);
    }

    /** All may have been found to know the password before the first of them has changed it. */
    @Test
    void changesThePasswordOnlyOnceOfManyAtOnce() {
        var phone = client.as(client.signUp("ada@example.com"));

        var answers = phone.putAtOnce(4, "/auth/me/password", change(PASSWORD, NEW_PASSWORD));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 204)
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("invalid-credentials"));
    }

    @Test
    void changesNoPasswordWithoutTheCurrentOne() {
        var phone = client.signUp("ada@example.com");

        var refused = client.as(phone).put("/auth/me/password", change("Wrong4horse", NEW_PASSWORD));

        assertThat(refused.code()).isEqualTo("invalid-credentials");
        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);
    }

    @Test
    void setsAForgottenPasswordWithTheMailedTokenOnce() {
        var phone = client.signUp("ada@example.com");
        assertThat(client.post("/auth/password/forgot", new JsonObject().put("email", "ADA@example.com"))
                        .status())
                .isEqualTo(202);
        var token = mailed("password-reset");

        assertThat(reset(token).status()).isEqualTo(204);

        assertThat(client.logIn("ada@example.com", NEW_PASSWORD).status()).isEqualTo(200);
        assertThat(client.refresh(phone.refreshToken()).status()).isEqualTo(401);
        eventually(() -> client.as(phone).get("/auth/me").status() == 401);
        assertThat(reset(token).code()).isEqualTo("token-invalid");
    }

    @Test
    void setsAForgottenPasswordOnlyOnceOfManyAtOnce() {
        client.signUp("ada@example.com");
        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));

        var answers = client.postAtOnce(8, "/auth/password/reset", reset(mailed("password-reset"), NEW_PASSWORD));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 400).hasSize(7);
    }

    @Test
    void makesEveryOtherMailedTokenWorthlessOnceAPasswordIsSet() {
        var phone = client.signUp("ada@example.com");
        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));
        var first = mailed("password-reset");
        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));

        assertThat(reset(mailed("password-reset")).status()).isEqualTo(204);
        assertThat(reset(first).code()).isEqualTo("token-invalid");

        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));
        var third = mailed("password-reset");
        var laptop = client.logIn("ada@example.com", NEW_PASSWORD);
        assertThat(client.as(laptop)
                        .put("/auth/me/password", change(NEW_PASSWORD, PASSWORD))
                        .status())
                .isEqualTo(204);
        assertThat(reset(third).code()).isEqualTo("token-invalid");
        assertThat(client.refresh(phone.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void takesWhoSetsAForgottenPasswordForTheReaderOfTheMail() {
        client.signUp("ada@example.com");
        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));

        reset(mailed("password-reset"));

        var laptop = client.logIn("ada@example.com", NEW_PASSWORD);
        assertThat(client.as(laptop).get("/auth/me").json().getBoolean("emailVerified"))
                .isTrue();
    }

    @Test
    void answersTheSameForAnAddressWithoutAnAccount() {
        var answer = client.post("/auth/password/forgot", new JsonObject().put("email", "nobody@example.com"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
        assertThat(mails("password-reset")).isZero();
    }

    @Test
    void answersNoSoonerForAnAddressWithoutAnAccount() {
        var asked = System.nanoTime();

        client.post("/auth/password/forgot", new JsonObject().put("email", "nobody@example.com"));

        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    @Test
    void fillsNobodysMailbox() {
        client.signUp("ada@example.com");

        for (var n = 0; n < 6; n++) {
            client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));
        }

        assertThat(mails("password-reset")).isEqualTo(3);
    }

    @Test
    void fillsNobodysMailboxHoweverManyAskAtOnce() {
        client.signUp("ada@example.com");

        client.postAtOnce(24, "/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));

        eventually(() -> mails("password-reset") >= 3);
        assertThat(mails("password-reset")).isEqualTo(3);
    }

    @Test
    void takesNoTokenThatHasRunOutOrIsForSomethingElse() {
        client.signUp("ada@example.com");
        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));
        assertThat(reset(mailed("email-verification")).code()).isEqualTo("token-invalid");

        DATABASE.execute("UPDATE mail_tokens SET expires_at = now() - interval '1 second'");

        assertThat(reset(mailed("password-reset")).code()).isEqualTo("token-invalid");
        assertThat(verify(mailed("email-verification")).code()).isEqualTo("token-invalid");
        assertThat(reset("made-up").code()).isEqualTo("token-invalid");
    }

    @Test
    void takesTheProofOfAnEmailAddressOnce() {
        var phone = client.signUp("ada@example.com");
        var token = mailed("email-verification");

        assertThat(verify(token).status()).isEqualTo(204);

        assertThat(client.as(phone).get("/auth/me").json().getBoolean("emailVerified"))
                .isTrue();
        assertThat(verify(token).code()).isEqualTo("token-invalid");
    }

    @Test
    void keepsOnlyHashesOfMailedTokens() {
        client.signUp("ada@example.com");

        var token = mailed("email-verification");

        assertThat(DATABASE.query("SELECT hash = sha256('%s') FROM mail_tokens".formatted(token)))
                .containsExactly("t");
        assertThat(DATABASE.query("SELECT secret FROM outbox WHERE type = 'email-verification'"))
                .containsExactly("t");
    }

    private AuthClient.Answer reset(String token) {
        return client.post("/auth/password/reset", reset(token, NEW_PASSWORD));
    }

    private AuthClient.Answer verify(String token) {
        return client.post("/auth/email/verify", new JsonObject().put("token", token));
    }

    private static JsonObject reset(String token, String password) {
        return new JsonObject().put("token", token).put("newPassword", password);
    }

    private static JsonObject change(String current, String wanted) {
        return new JsonObject().put("currentPassword", current).put("newPassword", wanted);
    }

    /** The token in the newest mail of a kind. */
    private static String mailed(String kind) {
        return DATABASE.query(
                        "SELECT payload ->> 'token' FROM outbox WHERE type = '%s' ORDER BY id DESC".formatted(kind))
                .get(0);
    }

    private static int mails(String kind) {
        return DATABASE.query("SELECT id FROM outbox WHERE type = '%s'".formatted(kind))
                .size();
    }
}
