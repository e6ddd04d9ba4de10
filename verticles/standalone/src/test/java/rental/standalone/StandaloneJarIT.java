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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @TempDir
    Path folder;

    private final Map<String, Integer> ports = new HashMap<>();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void startMail() {
        mail.start();
    }

    @AfterEach
    void stopMail() {
        mail.stop();
    }

    @Test
    void comesUpWithDemoDataStopsCleanlyAndKeepsItsData() throws Exception {
        PORTS.forEach(setting -> ports.put(setting, Ports.free()));

        var first = start();
        untilHealthy();
        assertThat(cars()).isEqualTo(20);
        var booking = bookings();
        terminate(first);

        var second = start();
        untilHealthy();
        assertThat(cars()).isEqualTo(20);
        assertThat(bookings()).isEqualTo(booking).hasSize(2);
        losesNothing(Duration.ZERO);
        terminate(second);
    }

    @Test
    @Tag("soak")
    void losesNothingInAMinuteOfLoadInWhichItsServersAreKilledAgainAndAgain() throws Exception {
        PORTS.forEach(setting -> ports.put(setting, Ports.free()));
        var process = start();
        untilHealthy();

        losesNothing(Duration.ofSeconds(60));
        terminate(process);
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

    private static void soon(Callable<Boolean> condition) {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(condition);
    }

    @Test
    void namesEveryFaultOfItsConfigurationAtOnce() throws Exception {
        var log = folder.resolve("faults.log");
        var builder = command(log);
        builder.environment()
                .putAll(Map.of(
                        "GATEWAY_PORT", "many", "RATE_LIMIT_SEARCH", "often", "LOG_LEVEL", "loud", "SEED", "demo"));

        var process = builder.start();

        assertThat(process.waitFor(START.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(log).content().contains("GATEWAY_PORT", "RATE_LIMIT_SEARCH", "LOG_LEVEL", "SEED");
    }

    private Process start() throws IOException {
        var builder = command(folder.resolve("standalone.log"));
        var environment = builder.environment();
        ports.forEach((setting, port) -> environment.put(setting, port.toString()));
        environment.putAll(Map.of(
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
        List.of("GLOBAL", "SEARCH", "BOOKING").forEach(limit -> environment.put("RATE_LIMIT_" + limit, "off"));
        return builder.start();
    }

    private static ProcessBuilder command(Path log) {
        return new ProcessBuilder(
                        Jdks.java(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        "target/rental-standalone-1.0.0-all.jar")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }

    private void untilHealthy() {
        soon(() -> client().get("/health").text("/status").equals("healthy"));
    }

    /** As SIGTERM does: it ends well, and nothing listens any more. */
    private void terminate(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isIn(0, 143);
        assertThat(ports)
                .allSatisfy(
                        (setting, port) -> assertThat(isOpen(port)).as(setting).isFalse());
    }

    private int cars() {
        return client().get("/cars?limit=100").json().path("items").size();
    }

    private List<String> bookings() {
        return signIn(DemoUsers.CUSTOMER).get("/bookings").json().path("items").findValuesAsText("pickupTime");
    }

    private ApiClient signIn(String email) {
        var credentials = "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, DemoUsers.PASSWORD);
        return client().as(client().post("/auth/login", credentials).text("/accessToken"));
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
