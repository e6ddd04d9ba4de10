package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthClient.credentials;
import static rental.auth.AuthService.await;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.auth.AuthAddresses;
import rental.contract.auth.FindUsers;
import rental.runtime.bus.TypedBus;
import rental.testkit.TestDatabase;

class SigningInTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of("AUTH_PASSWORD_COST", "10"));

    private final AuthClient client = SERVICE.client();

    @Test
    void signsUpAndIsSignedInAtOnce() {
        var signedUp = client.post(
                "/auth/signup",
                credentials("Ada@Example.com", PASSWORD).put("name", "Ada").put("locale", "en-GB"));

        assertThat(signedUp.status()).isEqualTo(201);
        assertThat(signedUp.json().getString("tokenType")).isEqualTo("Bearer");
        assertThat(signedUp.json().getInteger("expiresIn")).isEqualTo(900);
        var user = signedUp.user();
        assertThat(user.getString("email")).isEqualTo("Ada@Example.com");
        assertThat(user.getString("name")).isEqualTo("Ada");
        assertThat(user.getString("locale")).isEqualTo("en-GB");
        assertThat(user.getJsonArray("roles")).containsExactly("customer");
        assertThat(user.getBoolean("emailVerified")).isFalse();
        assertThat(client.as(signedUp).get("/auth/me").json()).isEqualTo(user);
    }

    @Test
    void keepsNeitherPasswordNorTokensAsTheyAre() {
        var signedUp = client.signUp("ada@example.com");

        assertThat(DATABASE.query("SELECT password_hash FROM users"))
                .singleElement()
                .asString()
                .startsWith("$2b$10$");
        assertThat(DATABASE.query("SELECT octet_length(hash) FROM refresh_tokens"))
                .containsExactly("32");
        assertThat(DATABASE.query("SELECT hash = sha256('%s') FROM refresh_tokens".formatted(signedUp.refreshToken())))
                .containsExactly("t");
    }

    @Test
    void tellsTheOthersOfTheUserAndAsksForTheMail() {
        var id = client.signUp("ada@example.com").user().getString("id");

        assertThat(DATABASE.query("SELECT type || ' ' || secret || ' ' || pending::text FROM outbox ORDER BY id"))
                .containsExactly("user-changed false {notification}", "email-verification true {notification}");
        assertThat(DATABASE.query("SELECT DISTINCT aggregate_id::text FROM outbox"))
                .containsExactly(id);
        var found = await(TypedBus.on(SERVICE.vertx())
                .request(
                        AuthAddresses.FIND_USERS,
                        new FindUsers(List.of(UUID.fromString(id), UUID.randomUUID())),
                        Duration.ofSeconds(5)));
        assertThat(found.users())
                .singleElement()
                .satisfies(user -> assertThat(user.email()).isEqualTo("ada@example.com"));
    }

    @Test
    void comparesEmailAddressesWithoutCase() {
        client.signUp("ada@example.com");

        assertThat(client.signUp("ADA@example.COM").code()).isEqualTo("email-taken");
        assertThat(client.logIn("aDa@eXample.com").status()).isEqualTo(200);
    }

    @Test
    void givesAnAddressToOneOfManyWhoWantItAtOnce() {
        var answers = client.postAtOnce(16, "/auth/signup", credentials("ada@example.com", PASSWORD));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.code()).isEqualTo("email-taken"));
    }

    @Test
    void answersTheSameForAWrongPasswordAndAnUnknownAddress() {
        client.signUp("ada@example.com");

        var wrong = client.logIn("ada@example.com", "Wrong4horse");
        var unknown = client.logIn("nobody@example.com");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(without(wrong.json())).isEqualTo(without(unknown.json()));
        assertThat(wrong.code()).isEqualTo("invalid-credentials");
    }

    /** Without the hashing, an answer would take a tenth of the time. */
    @Test
    void takesAboutAsLongForAnUnknownAddressAsForAWrongPassword() {
        client.signUp("ada@example.com");

        var wrong = new long[15];
        var unknown = new long[wrong.length];
        for (var n = 0; n < wrong.length; n++) {
            wrong[n] = nanosOfAFailure("198.51.100." + n, "ada@example.com");
            unknown[n] = nanosOfAFailure("198.51.100." + n, "nobody@example.com");
        }

        assertThat(median(unknown) / (double) median(wrong)).isBetween(0.4, 2.5);
    }

    @Test
    void takesPasswordsUpToWhatBcryptReadsAndNotAByteMore() {
        var longest = "Ä1" + "x".repeat(69);
        assertThat(client.post("/auth/signup", credentials("ada@example.com", longest))
                        .status())
                .isEqualTo(201);
        assertThat(client.logIn("ada@example.com", longest).status()).isEqualTo(200);
        assertThat(client.logIn("ada@example.com", longest.substring(0, 70)).status())
                .isEqualTo(401);

        assertThat(client.post("/auth/signup", credentials("bob@example.com", longest + "x"))
                        .status())
                .isEqualTo(400);
        assertThat(client.logIn("ada@example.com", longest + "x").status()).isEqualTo(401);
    }

    @Test
    void takesNoRolesFromOutside() {
        var body = credentials("ada@example.com", PASSWORD).put("roles", List.of("admin"));
        assertThat(client.post("/auth/signup", body).status()).isEqualTo(400);

        var me = client.as(client.signUp("ada@example.com"));
        assertThat(me.patch("/auth/me", new JsonObject().put("roles", List.of("admin")))
                        .status())
                .isEqualTo(400);
        assertThat(me.patch("/auth/me", new JsonObject().put("emailVerified", true))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void hashesAWeakPasswordAnewAtLogin() {
        client.signUp("ada@example.com");
        DATABASE.execute("UPDATE users SET password_hash = '%s'".formatted(weakHash()));

        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);

        assertThat(DATABASE.query("SELECT password_hash FROM users"))
                .singleElement()
                .asString()
                .startsWith("$2b$10$");
        assertThat(client.logIn("ada@example.com").status()).isEqualTo(200);
    }

    @Test
    void changesNameAndLanguageAndTellsOfIt() {
        var me = client.as(client.signUp("ada@example.com"));

        var named = me.patch("/auth/me", new JsonObject().put("name", "Ada").put("locale", "de"));
        var unnamed = me.patch("/auth/me", new JsonObject().putNull("name"));

        assertThat(named.json().getString("name")).isEqualTo("Ada");
        assertThat(unnamed.json().containsKey("name")).isTrue();
        assertThat(unnamed.json().getString("name")).isNull();
        assertThat(unnamed.json().getString("locale")).isEqualTo("de");
        assertThat(DATABASE.query(
                        "SELECT payload -> 'user' ->> 'version' FROM outbox WHERE type = 'user-changed' ORDER BY id"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void goesBackToTheDefaultLanguageWhenItIsTakenAway() {
        var me = client.as(client.signUp("ada@example.com"));
        var language = me.get("/auth/me").json().getString("locale");
        me.patch("/auth/me", new JsonObject().put("locale", "DE-at"));

        assertThat(me.get("/auth/me").json().getString("locale")).isEqualTo("de-AT");
        assertThat(me.patch("/auth/me", new JsonObject().putNull("locale"))
                        .json()
                        .getString("locale"))
                .isEqualTo(language);
    }

    @ParameterizedTest
    @ValueSource(strings = {"de_AT", "de-", "d", "en-a", "de-AT-AT-AT"})
    void refusesWhatIsNoLanguageTag(String locale) {
        var me = client.as(client.signUp("ada@example.com"));

        var refused = me.patch("/auth/me", new JsonObject().put("locale", locale));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/locale");
        assertThat(client.post(
                                "/auth/signup",
                                credentials("bob@example.com", PASSWORD).put("locale", locale))
                        .status())
                .isEqualTo(400);
    }

    private long nanosOfAFailure(String address, String email) {
        var start = System.nanoTime();
        assertThat(client.from(address).logIn(email, "Wrong4horse").status()).isEqualTo(401);
        return System.nanoTime() - start;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static String weakHash() {
        return BCrypt.withDefaults().hashToString(4, PASSWORD.toCharArray());
    }

    private static JsonObject without(JsonObject problem) {
        problem.remove("requestId");
        return problem;
    }
}
