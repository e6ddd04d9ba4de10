package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;
import static rental.auth.AuthService.await;
import static rental.auth.AuthService.eventually;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.CountOpenBookings;
import rental.runtime.bus.TypedBus;
import rental.testkit.TestDatabase;

class ErasureTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private static final AtomicInteger OPEN_BOOKINGS = new AtomicInteger();

    private final AuthClient client = SERVICE.client();

    @BeforeAll
    static void serveBookings() {
        await(TypedBus.on(SERVICE.vertx())
                .serve(
                        BookingAddresses.OPEN_BOOKINGS,
                        ask -> Future.succeededFuture(new CountOpenBookings.Count(OPEN_BOOKINGS.get())))
                .ready());
    }

    @BeforeEach
    void forgetBookings() {
        OPEN_BOOKINGS.set(0);
    }

    @Test
    void erasesTheAccountAndAllThatIsKnownOfThePerson() {
        var signedUp = client.post(
                "/auth/signup",
                AuthClient.credentials("ada@example.com", PASSWORD).put("name", "Ada Lovelace"));
        DATABASE.execute("UPDATE outbox SET pending = '{}' WHERE type = 'user-changed'");

        assertThat(erase(signedUp, PASSWORD).status()).isEqualTo(204);

        for (var table : new String[] {"users", "sessions", "refresh_tokens", "mail_tokens"}) {
            assertThat(DATABASE.query("SELECT 1 FROM " + table)).as(table).isEmpty();
        }
        assertThat(DATABASE.query("SELECT payload::text FROM outbox WHERE type = 'user-changed'"))
                .containsExactly("{}");
        assertThat(DATABASE.query("SELECT type || ' ' || secret FROM outbox WHERE pending <> '{}' ORDER BY id"))
                .containsExactly("email-verification true", "user-erased false");
        eventually(() -> client.as(signedUp).get("/auth/me").status() == 401);
        assertThat(client.refresh(signedUp.refreshToken()).status()).isEqualTo(401);
        assertThat(client.logIn("ada@example.com").status()).isEqualTo(401);
    }

    @Test
    void givesTheAddressFreeAgain() {
        erase(client.signUp("ada@example.com"), PASSWORD);

        assertThat(client.signUp("ada@example.com").status()).isEqualTo(201);
    }

    @Test
    void keepsAnAccountWithAnOpenBooking() {
        OPEN_BOOKINGS.set(1);
        var signedUp = client.signUp("ada@example.com");

        var refused = erase(signedUp, PASSWORD);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("booking-open");
        assertThat(client.as(signedUp).get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void keepsAnAccountWhosePasswordIsNotProven() {
        var signedUp = client.signUp("ada@example.com");

        assertThat(erase(signedUp, "Wrong4horse").code()).isEqualTo("invalid-credentials");
        assertThat(client.as(signedUp).get("/auth/me").status()).isEqualTo(200);
    }

    @Test
    void keepsTheLastAdministrator() {
        var signedUp = client.signUp("ada@example.com");
        DATABASE.execute("UPDATE users SET roles = '{customer,admin}'");

        assertThat(erase(signedUp, PASSWORD).code()).isEqualTo("last-admin");
    }

    private AuthClient.Answer erase(AuthClient.Answer signedIn, String password) {
        return client.as(signedIn).delete("/auth/me", new JsonObject().put("password", password));
    }
}
