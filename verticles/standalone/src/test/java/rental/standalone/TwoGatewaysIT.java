package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.standalone.fixture.SharedCluster.ADMIN;
import static rental.standalone.fixture.SharedCluster.PASSWORD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.EventStream;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.SharedCluster;
import rental.testkit.ApiClient;

/** What two gateways, each a process of its own, know together. */
@Tag("soak")
class TwoGatewaysIT {
    private static final Duration SECONDS = Duration.ofSeconds(10);
    private static final int MOST = 200;

    @RegisterExtension
    static final SharedCluster SYSTEM = new SharedCluster();

    private static Cluster members;
    private static Journey people;

    @BeforeAll
    static void doubleTheGateway() {
        members = SYSTEM.members();
        members.ensure("gateway-2");
        people = new Journey(members.url("gateway"), SYSTEM.mail());
    }

    @Test
    void allowOneClientTheConfiguredNumberTogetherEvenWhenOneIsKilled() throws IOException {
        var folder = Files.createDirectories(Path.of("target", "two-gateways").toAbsolutePath());
        var settings = new HashMap<>(SYSTEM.servers().settings());
        settings.put("RATE_LIMIT_GLOBAL", MOST + "/1h");
        // Counting must not depend on how busy this machine is.
        settings.put("RATE_LIMIT_CLUSTER_TIMEOUT", "9s");
        try (var alone = new Cluster(settings, folder)) {
            alone.ensure("gateway", "gateway-2");
            var first = alone.client("gateway");
            var second = alone.client("gateway-2");

            var byBoth = IntStream.range(0, MOST / 2)
                    .filter(i -> isCounted(i % 2 == 0 ? first : second))
                    .count();
            alone.kill("gateway-2");
            var byOne = IntStream.range(0, MOST).filter(i -> isCounted(first)).count();

            assertThat(byBoth).isEqualTo(MOST / 2);
            assertThat(byBoth + byOne).isEqualTo(MOST);
        }
    }

    @Test
    void bothRefuseASessionThatWasEndedAtOne() {
        var token = people.newcomer();
        var first = members.client("gateway").as(token);
        var second = members.client("gateway-2").as(token);
        assertThat(second.get("/auth/me").status()).isEqualTo(200);

        var ended = first.delete("/auth/me/sessions");

        assertThat(ended.status()).isEqualTo(204);
        await().atMost(SECONDS).until(() -> first.get("/auth/me").status() == 401);
        await().atMost(SECONDS).until(() -> second.get("/auth/me").status() == 401);
    }

    @Test
    void aStreamGoesOnAtTheOtherGateway() {
        var token = people.newcomer();
        var car = people.addCars(ADMIN, PASSWORD, 1).get(0);
        var customer = members.client("gateway").as(token);
        String booking;
        EventStream.Event booked;
        try (var stream = EventStream.open(members.url("gateway"), token, Optional.empty())) {
            booking = customer.post("/bookings", people.bookingOf(car)).text("/id");
            booked = stream.next();
        }

        var cancelled = customer.post("/bookings/" + booking + "/cancel", null);

        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(200);
        assertThat(booked.type()).isEqualTo("booking-confirmed");
        try (var resumed = EventStream.open(members.url("gateway-2"), token, Optional.of(booked.id()))) {
            assertThat(resumed.next().type()).isEqualTo("booking-cancelled");
        }
    }

    /** Limits come before the question who is calling. */
    private static boolean isCounted(ApiClient stranger) {
        var status = stranger.get("/bookings").status();
        assertThat(status).isIn(401, 429);
        return status == 401;
    }
}
