package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.standalone.fixture.SharedCluster.ADMIN;
import static rental.standalone.fixture.SharedCluster.PASSWORD;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.backends.process.Ports;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.Jvm;
import rental.standalone.fixture.Pages;
import rental.standalone.fixture.Servers;
import rental.testkit.ApiClient;
import rental.testkit.FaultProxy;

/** Two nodes of one cluster, each with all services, on the same databases; what they say to each other can be swallowed. */
@Tag("soak")
class SplitClusterIT {
    private static final Duration LONG = Duration.ofSeconds(120);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int SEARCHES = 20;
    private static final int WINDOWS = 100;

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final List<Integer> GATEWAYS = List.of(Ports.free(), Ports.free());
    private static final List<FaultProxy> NETWORK = new ArrayList<>();
    private static final List<Jvm> NODES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        var folder = Files.createDirectories(Path.of("target", "split").toAbsolutePath());
        var ports = List.of(Ports.free(), Ports.free());
        ports.forEach(port -> NETWORK.add(FaultProxy.to("127.0.0.1", port)));
        var settings = new HashMap<>(SERVERS.settings());
        settings.put("BACKENDS", "external");
        settings.put("SEED", "none");
        settings.put("DATA_DIR", folder.toString());
        settings.put("LOG_FORMAT", "text");
        settings.put("RATE_LIMIT_SEARCH", SEARCHES + "/1h");
        settings.put("RATE_LIMIT_CLUSTER_TIMEOUT", "9s");
        settings.put("CLUSTER_NAME", "split-" + UUID.randomUUID());
        settings.put(
                "CLUSTER_MEMBERS",
                "127.0.0.1:%d,127.0.0.1:%d"
                        .formatted(NETWORK.get(0).port(), NETWORK.get(1).port()));
        for (var node = 0; node < 2; node++) {
            settings.put("CLUSTER_PORT", ports.get(node).toString());
            settings.put("GATEWAY_PORT", GATEWAYS.get(node).toString());
            // So that the other node connects by way of the proxy.
            var reached = "-Dhazelcast.local.publicAddress=127.0.0.1:"
                    + NETWORK.get(node).port();
            NODES.add(Jvm.start(
                    "node-" + node,
                    folder,
                    List.of("-Xmx512m", reached, "-jar", "target/rental-standalone-1.0.0-all.jar"),
                    settings));
        }
        Cluster.createAdmin(settings, folder, ADMIN, PASSWORD);
        until(() -> Stream.of(first(), second())
                .allMatch(node -> node.get("/health").text("/status").equals("healthy")));
    }

    @AfterAll
    static void stop() {
        NODES.forEach(Jvm::beginToEnd);
        NODES.forEach(Jvm::waitFor);
        NETWORK.forEach(FaultProxy::close);
    }

    @Test
    void booksNoCarTwiceWhileSplitAndIsOneAgainAfterwards() {
        var people = new Journey(gateway(0), SERVERS.mail());
        var car = people.addCars(ADMIN, PASSWORD, 1).get(0);
        var token = people.newcomer();
        until(() -> allowedTogether(people) == SEARCHES);

        NETWORK.forEach(FaultProxy::swallow);
        until(() -> allowedTogether(people) == 2 * SEARCHES);
        var taken = IntStream.range(0, WINDOWS)
                .mapToLong(window -> race(token, car, window))
                .summaryStatistics();
        NETWORK.forEach(FaultProxy::heal);
        until(() -> allowedTogether(people) == SEARCHES);

        assertThat(taken.getMax()).isEqualTo(1);
        assertThat(taken.getSum()).isEqualTo(WINDOWS);
        assertThat(Pages.all(first().as(token), "/bookings")).hasSize(WINDOWS);
        new Journey(gateway(1), SERVERS.mail()).go(ADMIN, PASSWORD);
    }

    /** How many searches the two allow a new customer; they count together only while they are one cluster. */
    private static long allowedTogether(Journey people) {
        var token = people.newcomer();
        return IntStream.range(0, 3 * SEARCHES)
                .filter(i -> (i % 2 == 0 ? first() : second())
                                .as(token)
                                .get("/search/suggest?prefix=Lad")
                                .status()
                        != 429)
                .count();
    }

    /** The same booking at both sides at once. @return how many of them succeed */
    private static long race(String token, String car, int window) {
        var pickup = Instant.now()
                .truncatedTo(ChronoUnit.HOURS)
                .plus(20, ChronoUnit.DAYS)
                .plus(2L * window, ChronoUnit.HOURS);
        var booking = "{\"carId\": \"%s\", \"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"}"
                .formatted(car, pickup, pickup.plus(1, ChronoUnit.HOURS));
        return Stream.of(first(), second(), second(), first())
                .map(side -> side.as(token).send("POST", "/bookings", booking))
                .toList()
                .stream()
                .filter(answer -> answer.join().status() == 201)
                .count();
    }

    private static ApiClient first() {
        return ApiClient.of(gateway(0));
    }

    private static ApiClient second() {
        return ApiClient.of(gateway(1));
    }

    private static String gateway(int node) {
        return "http://127.0.0.1:" + GATEWAYS.get(node);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(LONG).pollInterval(POLL).ignoreExceptions().until(condition);
    }
}
