package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthClient.credentials;
import static rental.auth.AuthService.await;
import static rental.auth.AuthService.eventually;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.auth.usecase.AccountMaking;
import rental.auth.usecase.AccountMaking.Made;
import rental.contract.api.Role;
import rental.testkit.TestDatabase;

class AdministrationTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private final AuthClient client = SERVICE.client();
    private AuthClient admin;
    private AuthClient.Answer ada;

    @BeforeEach
    void signIn() {
        make("admin@example.com", PASSWORD);
        admin = client.as(client.logIn("admin@example.com"));
        ada = client.signUp("ada@example.com");
    }

    @Test
    void findsAUserByAddressOrGoesThroughAll() {
        client.signUp("bob@example.com");

        assertThat(emails(admin.get("/users?email=ADA@example.com"))).containsExactly("ada@example.com");
        assertThat(emails(admin.get("/users?email=nobody@example.com"))).isEmpty();
        var page = admin.get("/users?limit=2");
        var rest = admin.get("/users?limit=2&cursor=" + page.json().getString("nextCursor"));
        assertThat(emails(page)).containsExactly("bob@example.com", "ada@example.com");
        assertThat(emails(rest)).containsExactly("admin@example.com");
        assertThat(admin.get("/users/" + id(ada)).json().getBoolean("locked")).isFalse();
        assertThat(admin.get("/users/" + UUID.randomUUID()).code()).isEqualTo("user-not-found");
    }

    @Test
    void letsNobodyElseInAmongTheUsers() {
        var customer = client.as(ada);

        assertThat(customer.get("/users").status()).isEqualTo(403);
        assertThat(customer.get("/users/" + id(ada)).status()).isEqualTo(403);
        assertThat(customer.patch("/users/" + id(ada), roles("admin")).status()).isEqualTo(403);
        assertThat(client.get("/users").status()).isEqualTo(401);
    }

    @Test
    void givesRolesThatHoldFromTheNextTokenOn() {
        var changed = admin.patch("/users/" + id(ada), roles("staff"));
        var again = client.logIn("ada@example.com");

        assertThat(changed.json().getJsonArray("roles")).containsExactly("customer", "staff");
        assertThat(client.as(again).get("/auth/me").json().getJsonArray("roles"))
                .containsExactly("customer", "staff");
        eventually(() -> client.as(ada).get("/auth/me").status() == 401);
        var refreshed = client.refresh(ada.refreshToken());
        assertThat(refreshed.user().getJsonArray("roles")).containsExactly("customer", "staff");
        assertThat(client.as(refreshed).get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void takesRightsAwayWithinSeconds() {
        make("second@example.com", PASSWORD);
        var second = client.logIn("second@example.com");

        admin.patch("/users/" + id(second), roles("customer"));

        eventually(() -> client.as(second).get("/users").status() == 401);
        assertThat(client.as(client.refresh(second.refreshToken()))
                        .get("/users")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void locksAUserOutEverywhereUntilUnlocked() {
        admin.patch("/users/" + id(ada), new JsonObject().put("locked", true));

        eventually(() -> client.as(ada).get("/auth/me").status() == 401);
        assertThat(client.refresh(ada.refreshToken()).status()).isEqualTo(401);
        assertThat(client.logIn("ada@example.com").code()).isEqualTo("account-locked");
        assertThat(client.logIn("ada@example.com", "Wrong4horse").code()).isEqualTo("invalid-credentials");

        admin.patch("/users/" + id(ada), new JsonObject().put("locked", false));

        assertThat(client.as(client.logIn("ada@example.com")).get("/auth/me").status())
                .isEqualTo(200);
    }

    /** Locking ends all sessions; should one be left for whatever reason, it gives nothing. */
    @Test
    void givesALockedUserNoTokensWhateverSessionIsLeft() {
        DATABASE.execute("UPDATE users SET locked = true WHERE id = '%s'".formatted(id(ada)));

        assertThat(client.refresh(ada.refreshToken()).code()).isEqualTo("refresh-token-invalid");
    }

    @Test
    void leavesALockedUserNoSessionWhoSignsInMeanwhile() {
        var logins = CompletableFuture.supplyAsync(
                () -> client.postAtOnce(12, "/auth/login", credentials("ada@example.com", PASSWORD)));
        var locked = admin.patch("/users/" + id(ada), new JsonObject().put("locked", true));
        var tokens =
                logins.join().stream().filter(answer -> answer.status() == 200).toList();

        assertThat(locked.status()).isEqualTo(200);
        assertThat(DATABASE.query(
                        "SELECT 1 FROM sessions WHERE ended_at IS NULL AND user_id = '%s'".formatted(id(ada))))
                .isEmpty();
        assertThat(tokens)
                .allSatisfy(token ->
                        eventually(() -> client.as(token).get("/auth/me").status() == 401));
    }

    @Test
    void alwaysLeavesAnAdministrator() {
        var own = "/users/" + admin.get("/auth/me").json().getString("id");

        assertThat(admin.patch(own, roles("customer")).code()).isEqualTo("last-admin");
        assertThat(admin.patch(own, new JsonObject().put("locked", true)).code())
                .isEqualTo("last-admin");

        make("second@example.com", PASSWORD);
        assertThat(admin.patch(own, roles("customer")).status()).isEqualTo(200);
    }

    @Test
    void makesAnAdministratorOfSomeoneWhoHasAnAccount() {
        assertThat(make("ADA@example.com", "Another5password")).isInstanceOf(Made.Promoted.class);

        var again = client.logIn("ada@example.com");
        assertThat(again.user().getJsonArray("roles")).containsExactly("customer", "admin");
        assertThat(client.logIn("ada@example.com", "Another5password").status()).isEqualTo(401);
        assertThat(make("eve@example.com", "weak")).isInstanceOf(Made.BadPassword.class);
    }

    @Test
    void changesNoUserWhoWasChangedMeanwhile() {
        var path = "/users/" + id(ada);
        var seen = admin.get(path).header("ETag");
        admin.patch(path, roles("staff"));

        var refused = admin.patch(path, roles("admin"), seen);

        assertThat(refused.status()).isEqualTo(412);
        assertThat(admin.get(path).json().getJsonArray("roles")).containsExactly("customer", "staff");
        assertThat(admin.patch(path, roles("admin"), admin.get(path).header("ETag"))
                        .status())
                .isEqualTo(200);
    }

    private static Made make(String email, String password) {
        var config = SERVICE.config();
        return await(AccountMaking.on(SERVICE.vertx(), config.database(), config.passwords())
                .compose(accounts -> accounts.make(email, "", password, Set.of(Role.ADMIN))));
    }

    private static JsonObject roles(String... roles) {
        return new JsonObject().put("roles", new JsonArray(List.of(roles)));
    }

    private static List<String> emails(AuthClient.Answer page) {
        return page.items().stream()
                .map(item -> ((JsonObject) item).getString("email"))
                .toList();
    }

    private static String id(AuthClient.Answer signedIn) {
        return signedIn.user().getString("id");
    }
}
