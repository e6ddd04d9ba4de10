package rental.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;

/** The whole system in one JVM, driven as a client of the gateway drives it. */
class OneJvmTest {
    private static final int CLIENTS = 64;

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @TempDir
    static Path dataDir;

    private static OneJvm system;

    @BeforeAll
    static void start() {
        system = OneJvm.start(SERVERS.settings(), dataDir);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void rentsACarFromSigningUpToBeingFreeAgain() {
        new Journey(system.gateway(), SERVERS.mail()).go(DemoUsers.ADMIN, DemoUsers.PASSWORD);
    }

    @Test
    void isHealthy() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> system.client().get("/health").text("/status").equals("healthy"));
    }

    @Test
    void letsOneOfManyRacingClientsHaveTheCar() {
        var car = addCar();
        var customer = signIn(DemoUsers.CUSTOMER);
        var booking =
                "{\"carId\": \"%s\", \"pickupTime\": \"2027-05-01T10:00:00Z\", \"dropoffTime\": \"2027-05-04T10:00:00Z\"}"
                        .formatted(car);

        var answers = new ArrayList<CompletableFuture<Answer>>();
        for (var client = 0; client < CLIENTS; client++) {
            answers.add(customer.send("POST", "/bookings", booking));
        }

        var byStatus = answers.stream().map(CompletableFuture::join).collect(groupingBy(Answer::status, counting()));
        assertThat(byStatus).isEqualTo(Map.of(201, 1L, 409, CLIENTS - 1L));
    }

    @Test
    void tellsABookingOfTheUnknownFromABadOne() {
        var customer = signIn(DemoUsers.CUSTOMER);

        var unknown = customer.post(
                "/bookings",
                "{\"carId\": \"0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f\", \"pickupTime\": \"2027-05-01T10:00:00Z\", \"dropoffTime\": \"2027-05-04T10:00:00Z\"}");
        var bad = customer.post("/bookings", "{\"carId\": 7, \"pickupTime\": \"tomorrow\"}");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/code")).isEqualTo("car-not-found");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text("/code")).isEqualTo("validation-failed");
    }

    private static String addCar() {
        var added = signIn(DemoUsers.ADMIN).post("/cars", Journey.car());
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        return added.text("/id");
    }

    private static ApiClient signIn(String email) {
        var signedIn = system.client()
                .post("/auth/login", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, DemoUsers.PASSWORD));
        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
        return system.client().as(signedIn.text("/accessToken"));
    }
}
