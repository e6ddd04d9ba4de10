package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.backends.process.Ports;
import rental.standalone.board.Picture;
import rental.standalone.board.PrometheusServer;
import rental.standalone.board.PrometheusServer.Series;
import rental.standalone.deployment.DeploymentFiles;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.Servers;
import rental.testkit.ApiClient;
import rental.testkit.FaultProxy;

/**
 * Slows the database of booking down for a minute under a light load, and asks the board's own queries what there is to see. Draws
 * the picture of {@code docs/slow-database.md}: {@code -Dexcluded.groups=soak -Dit.test=SlowDatabaseIT}, with Prometheus installed.
 */
@Tag("bench")
class SlowDatabaseIT {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path BOARD = ROOT.resolve("docker/grafana/dashboards/rental.json");
    private static final Path PICTURE = ROOT.resolve("docs/slow-database.svg");
    private static final String ADMIN = "boss@example.com";
    private static final String PASSWORD = "Password123";
    private static final Duration DELAY = Duration.ofMillis(150);
    private static final Duration PHASE = Duration.ofMinutes(1);
    private static final Duration WARM_UP = Duration.ofSeconds(40);
    private static final int CARS = 20;
    private static final long BETWEEN_REQUESTS_MILLIS = 100;

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private final AtomicInteger count = new AtomicInteger();

    @Test
    void theBoardTellsWhichOperationSuffersSinceWhenAndWhy() throws Exception {
        assumeTrue(PrometheusServer.isInstalled(), "Prometheus is not installed");
        var folder = Files.createDirectories(Path.of("target", "slow-database").toAbsolutePath());
        var settings = new HashMap<>(SERVERS.settings());
        var operations = Ports.free();
        settings.put("GATEWAY_OPERATIONS_PORT", Integer.toString(operations));
        try (var proxy = FaultProxy.to(settings.get("BOOKING_DATABASE_URL"))) {
            settings.compute("BOOKING_DATABASE_URL", (name, url) -> proxy.inFrontOf(url));
            try (var system = Cluster.start(settings, folder);
                    var prometheus = PrometheusServer.start(targets(system, operations), folder)) {
                system.createAdmin(ADMIN, PASSWORD);
                observe(proxy, system, prometheus);
            }
        }
    }

    private void observe(FaultProxy proxy, Cluster system, PrometheusServer prometheus) throws Exception {
        var load = load(ApiClient.of(system.url("gateway")));
        try {
            pass(WARM_UP);
            var from = Instant.now();
            pass(PHASE);
            var slowFrom = Instant.now();
            proxy.delay(DELAY);
            pass(PHASE);
            proxy.delay(Duration.ZERO);
            var slowTo = Instant.now();
            pass(PHASE);
            draw(prometheus, new Picture(from, Instant.now(), slowFrom, slowTo), from);
            tellsWhichSinceWhenAndWhy(prometheus, slowFrom, slowTo);
        } finally {
            load.shutdownNow();
        }
    }

    private static void tellsWhichSinceWhenAndWhy(PrometheusServer prometheus, Instant slowFrom, Instant slowTo) {
        var times = prometheus.range(query("Time, 99 of 100"), slowFrom, slowTo);
        var statements = prometheus.range(query("Time of statements, mean"), slowFrom, slowTo);

        assertThat(last(times, "operation", "createBooking")).isGreaterThan(2 * DELAY.toMillis() / 1e3);
        assertThat(last(times, "operation", "getCar")).isLessThan(2 * DELAY.toMillis() / 1e3);
        assertThat(last(statements, "job", "booking")).isGreaterThan(2 * DELAY.toMillis() / 1e3 * 0.8);
        assertThat(last(statements, "job", "car")).isLessThan(DELAY.toMillis() / 1e3);
    }

    private static void draw(PrometheusServer prometheus, Picture picture, Instant from) throws Exception {
        var to = Instant.now();
        for (var title : List.of(
                "Time, 99 of 100",
                "Bus, time of serving, 99 of 100",
                "Time of statements, mean",
                "Connections in use")) {
            var unit = title.startsWith("Connections") ? "" : "s";
            picture.add(title, unit, prometheus.range(query(title), from, to));
        }
        Files.writeString(PICTURE, picture.svg());
    }

    private static double last(List<Series> all, String label, String value) {
        return all.stream()
                .filter(series -> value.equals(series.labels().get(label)))
                .findFirst()
                .map(series -> series.values().get(series.values().lastKey()))
                .orElseThrow();
    }

    /** A query as it stands on the board, over 15 seconds. */
    private static String query(String title) {
        return DeploymentFiles.stream(DeploymentFiles.documents(BOARD).get(0).path("panels"))
                .filter(panel -> panel.path("title").asText().equals(title))
                .map(panel -> panel.at("/targets/0/expr"))
                .map(JsonNode::asText)
                .findFirst()
                .orElseThrow()
                .replace("$__rate_interval", "15s");
    }

    private static Map<String, Integer> targets(Cluster system, int operations) {
        var targets = new HashMap<String, Integer>();
        Cluster.GROUPS.forEach(group -> targets.put(group, system.port(group)));
        targets.put("gateway", operations);
        return targets;
    }

    /** Ten requests a second: reads of cars, searches, lists of bookings, and bookings. */
    private ScheduledExecutorService load(ApiClient visitor) {
        var admin = visitor.as(ADMIN, PASSWORD);
        var cars = IntStream.range(0, CARS)
                .mapToObj(number -> admin.post("/cars", Journey.car()).text("/id"))
                .toList();
        var timer = Executors.newSingleThreadScheduledExecutor();
        timer.scheduleAtFixedRate(() -> send(visitor, admin, cars), 0, BETWEEN_REQUESTS_MILLIS, TimeUnit.MILLISECONDS);
        return timer;
    }

    private void send(ApiClient visitor, ApiClient admin, List<String> cars) {
        var number = count.getAndIncrement();
        var car = cars.get(number / 4 % CARS);
        switch (number % 4) {
            case 0 -> visitor.send("GET", "/cars/" + car, null);
            case 1 -> visitor.send("GET", "/search?latitude=37.77&longitude=-122.42&radius=50", null);
            case 2 -> admin.send("GET", "/bookings?limit=10", null);
            default -> admin.send("POST", "/bookings", booking(car, number / 4 / CARS));
        }
    }

    private static String booking(String car, int day) {
        var pickup = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(10 + day, ChronoUnit.DAYS);
        return "{\"carId\": \"%s\", \"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"}"
                .formatted(car, pickup, pickup.plus(12, ChronoUnit.HOURS));
    }

    /** The phases are of a length, for there is nothing else to wait for. */
    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.multipliedBy(2)).until(() -> true);
    }
}
