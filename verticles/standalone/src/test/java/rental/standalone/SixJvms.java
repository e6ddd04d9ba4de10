package rental.standalone;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import rental.testkit.ApiClient;

/** The gateway and the five services, each a process of its own from its fat jar, in one cluster. */
final class SixJvms implements AutoCloseable {
    static final List<String> GROUPS = List.of("auth", "car", "booking", "search", "notification", "gateway");
    private static final Duration START = Duration.ofSeconds(150);
    private static final Duration STOP = Duration.ofSeconds(40);

    private final Map<String, String> settings;
    private final Path folder;
    private final Map<String, Integer> ports = ports();
    private final Map<String, Integer> clusterPorts = ports();
    private final Map<String, Process> processes = new TreeMap<>();
    private final String cluster = "test-" + UUID.randomUUID();

    private SixJvms(Map<String, String> settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** Starts all six and waits until the gateway finds every one of them well. */
    static SixJvms start(Map<String, String> settings, Path folder) throws IOException {
        var system = new SixJvms(settings, folder);
        for (var group : GROUPS) {
            Files.deleteIfExists(system.log(group));
            system.start(group);
        }
        system.untilHealthy();
        return system;
    }

    /** Starts the process of a group, for the first time or again. */
    void start(String group) {
        var process = new ProcessBuilder(
                        Jdks.java(), "-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar(group))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(group).toFile()));
        process.environment().putAll(environment(group));
        try {
            processes.put(group, process.start());
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** As kill -9 does. */
    void kill(String group) {
        processes.get(group).destroyForcibly();
        waitFor(group);
    }

    /** As SIGTERM does. @return the exit status */
    int terminate(String group) {
        processes.get(group).destroy();
        return waitFor(group);
    }

    void untilHealthy() {
        await().atMost(START)
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions()
                .until(() ->
                        ApiClient.of(gateway()).get("/health").text("/status").equals("healthy"));
    }

    int port(String group) {
        return ports.get(group);
    }

    String gateway() {
        return "http://127.0.0.1:" + ports.get("gateway");
    }

    /** Runs {@code create-admin} of the auth jar. */
    void createAdmin(String email, String password) throws IOException, InterruptedException {
        var command = new ProcessBuilder(Jdks.java(), "-jar", jar("auth"), "create-admin", email)
                .redirectErrorStream(true)
                .redirectOutput(log("create-admin").toFile());
        command.environment().putAll(environment("auth"));
        var process = command.start();
        try (var input = process.outputWriter()) {
            input.write(password + "\n");
        }
        if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(Files.readString(log("create-admin")));
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroy);
        processes.keySet().forEach(this::waitFor);
    }

    private int waitFor(String group) {
        try {
            var process = processes.get(group);
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(group + " did not stop");
            }
            return process.exitValue();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new AssertionError(hurry);
        }
    }

    private Map<String, String> environment(String group) {
        var environment = new HashMap<>(settings);
        ports.forEach((name, port) -> environment.put(name.toUpperCase(Locale.ROOT) + "_PORT", port.toString()));
        environment.put("DATA_DIR", folder.toString());
        environment.put("LOG_FORMAT", "text");
        // The first car without a time zone loads the map of the world, while six JVMs warm up on the same cores.
        environment.put("GATEWAY_SERVICE_TIMEOUT", "9s");
        environment.put("CLUSTER_NAME", cluster);
        environment.put("CLUSTER_PORT", clusterPorts.get(group).toString());
        environment.put(
                "CLUSTER_MEMBERS",
                clusterPorts.values().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
        return environment;
    }

    /** What the group's processes have logged, one after the other. */
    Path log(String group) {
        return folder.resolve(group + ".log");
    }

    private static String jar(String group) {
        return Path.of("..", group, "target", "rental-" + group + "-1.0.0-all.jar")
                .toString();
    }

    private static Map<String, Integer> ports() {
        return GROUPS.stream().collect(Collectors.toMap(group -> group, group -> Ports.free()));
    }
}
