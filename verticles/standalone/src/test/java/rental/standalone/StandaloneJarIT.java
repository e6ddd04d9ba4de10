package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.backends.process.Ports;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.Jvm;
import rental.standalone.load.MixedLoad;
import rental.standalone.load.SteadyLoad;
import rental.testkit.ApiClient;

/** The default way to run, as a process of its own with backends of its own. */
class StandaloneJarIT {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration START = Duration.ofSeconds(180);
    private static final List<String> PORTS = List.of(
            "GATEWAY_PORT",
            "AUTH_PORT",
            "CAR_PORT",
            "SEARCH_PORT",
            "BOOKING_PORT",
            "NOTIFICATION_PORT",
            "POSTGRES_PORT",
            "ELASTICSEARCH_PORT",
            "CLUSTER_PORT");

    private static final List<String> OPTIONS = List.of("-Xmx512m", "-jar", "target/rental-standalone-1.0.0-all.jar");
    private static final int CARS = 4;
    private static final int A_WHILE = 20;

    @TempDir
    Path folder;

    private final Map<String, Integer> ports = new HashMap<>();
    private Jvm process;
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void startMail() {
        mail.start();
    }

    @AfterEach
    void leaveNothingBehind() {
        mail.stop();
        if (process != null) {
            process.terminate();
        }
    }

    @Test
    void comesUpWithDemoDataStopsCleanlyUnderLoadAndKeepsItsData() {
        PORTS.forEach(setting -> ports.put(setting, Ports.free()));
        start();
        untilHealthy();
        assertThat(cars()).isEqualTo(20);
        var booking = bookings();
        var load = load();
        terminate();
        load.stop();

        start();
        untilHealthy();
        assertThat(cars()).isEqualTo(20 + CARS);
        assertThat(bookings()).isEqualTo(booking).hasSize(2);
        requireNothingCut(load);
        losesNothing(Duration.ZERO);
        terminate();
    }

    private SteadyLoad load() {
        var people = new Journey(gateway(), mail);
        var cars = people.addCars(DemoUsers.ADMIN, DemoUsers.PASSWORD, CARS);
        var load = SteadyLoad.begin(List.of(gateway()), people.newcomer(), cars);
        load.untilAcknowledged(A_WHILE);
        return load;
    }

    /** What was not answered was not begun either, and can be sent again. */
    private static void requireNothingCut(SteadyLoad load) {
        assertThat(load.unansweredButMade()).isEmpty();
        load.completeTheRest();
        load.requireAcknowledgedAndNoOthers();
    }

    @Test
    @Tag("soak")
    void losesNothingInAMinuteOfLoadInWhichItsServersAreKilledAgainAndAgain() {
        PORTS.forEach(setting -> ports.put(setting, Ports.free()));
        start();
        untilHealthy();

        losesNothing(Duration.ofSeconds(60));
        terminate();
    }

    /** @param time how long each of the two servers is killed again and again */
    private void losesNothing(Duration time) {
        var load = MixedLoad.on(gateway(), mail, DemoUsers.ADMIN, DemoUsers.PASSWORD, PAUSE);

        load.run(time, () -> kill("elasticsearch/elasticsearch.pid"));
        load.run(time, () -> kill("postgres/data/postmaster.pid"));

        load.isInEffect(0);
    }

    private void kill(String pidFile) {
        try {
            var pid =
                    Files.readAllLines(folder.resolve("data").resolve(pidFile)).get(0);
            assertThat(ProcessHandle.of(Long.parseLong(pid.strip()))
                            .orElseThrow()
                            .destroyForcibly())
                    .isTrue();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void soon(Callable<Boolean> condition) {
        try {
            await().atMost(START)
                    .pollInterval(Duration.ofMillis(250))
                    .failFast(() -> process.requireAlive())
                    .ignoreExceptions()
                    .until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(process.lastWords(), late);
        }
    }

    @Test
    void namesEveryFaultOfItsConfigurationAtOnce() {
        var faulty = Jvm.start(
                "faults",
                folder,
                OPTIONS,
                Map.of("GATEWAY_PORT", "many", "RATE_LIMIT_SEARCH", "often", "LOG_LEVEL", "loud", "SEED", "demo"));

        var status = faulty.waitFor();

        assertThat(status).isNotZero();
        assertThat(faulty.lastWords()).contains("GATEWAY_PORT", "RATE_LIMIT_SEARCH", "LOG_LEVEL", "SEED");
    }

    private void start() {
        var environment = new HashMap<>(Map.of(
                "PROFILE",
                "development",
                "DATA_DIR",
                folder.resolve("data").toString(),
                "LOG_FORMAT",
                "text",
                "CLUSTER_NAME",
                "test-" + folder.getFileName(),
                "SMTP_URL",
                "smtp://127.0.0.1:" + mail.getSmtp().getPort(),
                // What was being sent when PostgreSQL died is sent again only after its lease.
                "SMTP_TIMEOUT",
                "1s",
                // So that the index agrees with the services by its own strength.
                "SEARCH_RECONCILE_INTERVAL",
                "1d"));
        ports.forEach((setting, port) -> environment.put(setting, port.toString()));
        List.of("GLOBAL", "SEARCH", "BOOKING").forEach(limit -> environment.put("RATE_LIMIT_" + limit, "off"));
        process = Jvm.start("standalone", folder, OPTIONS, environment);
    }

    private void untilHealthy() {
        soon(() -> client().get("/health").text("/status").equals("healthy"));
    }

    /** As SIGTERM does: it ends well, and nothing listens any more. */
    private void terminate() {
        assertThat(process.terminate()).isIn(0, 143);
        assertThat(ports)
                .allSatisfy(
                        (setting, port) -> assertThat(isOpen(port)).as(setting).isFalse());
    }

    private int cars() {
        return client().get("/cars?limit=100").json().path("items").size();
    }

    private List<String> bookings() {
        return client().as(DemoUsers.CUSTOMER, DemoUsers.PASSWORD)
                .get("/bookings")
                .json()
                .path("items")
                .findValuesAsText("pickupTime");
    }

    private ApiClient client() {
        return ApiClient.of(gateway());
    }

    private String gateway() {
        return "http://127.0.0.1:" + ports.get("GATEWAY_PORT");
    }

    private static boolean isOpen(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException closed) {
            return false;
        }
    }
}
