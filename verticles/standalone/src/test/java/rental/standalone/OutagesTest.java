package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.Servers;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;
import rental.testkit.FaultProxy;

/** What goes on, and what says honestly that it does not, while a part of the system is away. */
class OutagesTest {
    private static final String HERE = "/search?latitude=37.77&longitude=-122.42&radius=50&limit=100";
    private static final String WINDOW = "&pickupTime=2027-06-01T10:00:00Z&dropoffTime=2027-06-03T10:00:00Z";
    private static final String BOOKING =
            "{\"carId\": \"%s\", \"pickupTime\": \"2027-06-01T10:00:00Z\", \"dropoffTime\": \"2027-06-03T10:00:00Z\"}";

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @TempDir
    static Path dataDir;

    private static FaultProxy network;
    private static OneJvm system;
    private static ApiClient admin;
    private static ApiClient customer;

    @BeforeAll
    static void start() {
        var settings = SERVERS.settings();
        network = FaultProxy.to(settings.get("ELASTICSEARCH_URL"));
        settings.computeIfPresent("ELASTICSEARCH_URL", (name, url) -> network.inFrontOf(url));
        system = OneJvm.start(settings, dataDir);
        admin = system.client().as(DemoUsers.ADMIN, DemoUsers.PASSWORD);
        customer = system.client().as(DemoUsers.CUSTOMER, DemoUsers.PASSWORD);
        until(() -> system.client().get("/health").text("/status").equals("healthy"));
    }

    @AfterAll
    static void stop() {
        system.close();
        network.close();
    }

    @Test
    void rentsCarsWhileElasticsearchIsDownAndFindsThemWhenItIsBack() {
        var known = Journey.addCar(admin);
        until(() -> finds(known, ""));
        network.cut();

        var refused = search("");
        var added = Journey.addCar(admin);
        var booked = customer.post("/bookings", BOOKING.formatted(known));

        // Said by search itself: nobody had to wait until the gateway gave up.
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text("/code")).isEqualTo("search-unavailable");
        assertThat(refused.header("retry-after")).isPresent();
        assertThat(system.client().get("/search/suggest?prefix=lady").text("/code"))
                .isEqualTo("search-unavailable");
        assertThat(booked.status()).as(booked.toString()).isEqualTo(201);
        assertThat(customer.get("/bookings/" + booked.text("/id")).status()).isEqualTo(200);
        assertThat(system.client().get("/cars/" + added).status()).isEqualTo(200);
        until(() -> system.client().get("/health").text("/status").equals("degraded"));
        assertThat(system.client().get("/health").status()).isEqualTo(200);

        network.heal();
        until(() -> finds(added, WINDOW));
        until(() -> finds(known, "") && !finds(known, WINDOW));
        until(() -> system.client().get("/health").text("/status").equals("healthy"));
    }

    @Test
    void searchesWithoutDatesWhileBookingIsDown() {
        var car = Journey.addCar(admin);
        until(() -> finds(car, WINDOW));
        system.stop("booking");

        var dated = search(WINDOW);
        var undated = search("");
        var added = Journey.addCar(admin);

        assertThat(dated.status()).isEqualTo(503);
        assertThat(dated.text("/code")).isEqualTo("availability-unknown");
        assertThat(undated.status()).isEqualTo(200);
        assertThat(undated.json().path("items").findValuesAsText("id")).contains(car);
        assertThat(customer.post("/bookings", BOOKING.formatted(car)).status()).isEqualTo(503);
        assertThat(system.client().get("/health").status()).isEqualTo(503);

        system.start("booking");
        until(() -> finds(car, WINDOW) && finds(added, WINDOW));
        until(() -> customer.post("/bookings", BOOKING.formatted(added)).status() == 201);
    }

    private static Answer search(String window) {
        return system.client().get(HERE + window);
    }

    private static boolean finds(String car, String window) {
        return search(window).json().path("items").findValuesAsText("id").contains(car);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }
}
