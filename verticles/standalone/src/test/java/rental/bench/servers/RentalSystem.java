package rental.bench.servers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import rental.backends.process.Ports;
import rental.bench.load.Commands;
import rental.testkit.ApiClient;

/** The gateway and all services in one process, from the fat jar, without rate limits and with mails that go to the log. */
public final class RentalSystem implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(15);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Pattern RETRIES =
            Pattern.compile("rental_sql_retries_total\\{sqlstate=\"(\\w+)\"} ([0-9.E+]+)");

    private final Map<String, String> databases;
    private final int gatewayPort = Ports.free();
    private final int bookingPort = Ports.free();
    private final String indexPrefix;
    private final Process process;
    private Customers customers;

    private RentalSystem(
            Path jar, List<String> jvmOptions, Backends backends, Fleet fleet, Map<String, String> databases) {
        this.databases = databases;
        this.indexPrefix = "bench-" + fleet.name().replace('_', '-') + "-";
        var command = new ArrayList<>(List.of(Commands.javaProgram()));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(backends.folder()
                        .resolve("system-" + fleet.name() + ".log")
                        .toFile());
        builder.environment().putAll(environment(backends));
        try {
            this.process = builder.start();
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** Starts it on databases that hold a fleet, and waits until its index is built and its customers have signed in. */
    public static RentalSystem start(
            Path jar, List<String> jvmOptions, Backends backends, Fleet fleet, Map<String, String> databases) {
        var system = new RentalSystem(jar, jvmOptions, backends, fleet, databases);
        await().atMost(START)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(system::isHealthy);
        system.customers = Customers.signIn(system.gateway().toString());
        return system;
    }

    private Map<String, String> environment(Backends backends) {
        var environment = new HashMap<>(Map.of(
                "PROFILE",
                "development",
                "SEED",
                "none",
                "BACKENDS",
                "external",
                "ELASTICSEARCH_URL",
                backends.elasticsearch(),
                "ELASTICSEARCH_INDEX_PREFIX",
                indexPrefix,
                "AUTH_ACCESS_TOKEN_LIFETIME",
                "12h",
                "DATA_DIR",
                backends.folder().resolve("data").toString(),
                "CLUSTER_NAME",
                "bench-" + UUID.randomUUID(),
                "CLUSTER_PORT",
                Integer.toString(Ports.free())));
        List.of("GLOBAL", "SEARCH", "BOOKING").forEach(limit -> environment.put("RATE_LIMIT_" + limit, "off"));
        List.of("AUTH", "CAR", "SEARCH", "NOTIFICATION").forEach(service -> environment.put(service + "_PORT", "0"));
        environment.put("BOOKING_PORT", Integer.toString(bookingPort));
        environment.put("GATEWAY_PORT", Integer.toString(gatewayPort));
        databases.forEach((service, url) -> environment.put(service.toUpperCase(Locale.ROOT) + "_DATABASE_URL", url));
        return environment;
    }

    private boolean isHealthy() {
        if (!process.isAlive()) {
            throw new AssertionError("The system does not start; its log is in the benchmark's folder");
        }
        return ApiClient.of(gateway().toString()).get("/health").text("/status").equals("healthy");
    }

    public URI gateway() {
        return URI.create("http://127.0.0.1:" + gatewayPort);
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    public Customers customers() {
        return customers;
    }

    public String indexPrefix() {
        return indexPrefix;
    }

    public String database(String service) {
        return databases.get(service);
    }

    /** Transactions run again since the start, by SQLSTATE. */
    public Map<String, Long> retries() {
        var metrics = ApiClient.of("http://127.0.0.1:" + bookingPort)
                .get("/metrics")
                .response()
                .body();
        var retries = new TreeMap<String, Long>();
        RETRIES.matcher(metrics)
                .results()
                .forEach(found -> retries.merge(found.group(1), (long) Double.parseDouble(found.group(2)), Long::sum));
        return retries;
    }

    /** How long from now on until every event of bookings has been taken by all its consumers. */
    public Duration drain() {
        var begun = System.nanoTime();
        untilNone(database("booking"), PENDING);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Waits until every mail is out, so that whoever comes next has the machine for itself. */
    public void untilMailsAreOut() {
        untilNone(database("notification"), UNSENT);
    }

    private static void untilNone(String url, String query) {
        try (var database = Database.at(url)) {
            await().atMost(Duration.ofMinutes(5))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> database.text(query).equals("f"));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /** In the form that the partial indexes of the outbox serve. */
    private static final String PENDING = """
            SELECT EXISTS (SELECT FROM outbox WHERE 'search' = ANY (pending))
                OR EXISTS (SELECT FROM outbox WHERE 'notification' = ANY (pending))
            """;

    private static final String UNSENT =
            "SELECT EXISTS (SELECT FROM notification WHERE status IN ('pending', 'failed'))";
}
