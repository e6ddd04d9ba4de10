package rental.standalone;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import rental.testkit.ApiClient;

/**
 * The gateway and the services, each a process of its own from its fat jar, in one cluster. A member is called as its
 * group is, such as {@code booking}; a second one of the group, {@code booking-2}.
 */
final class Cluster implements AutoCloseable {
    static final List<String> GROUPS = List.of("auth", "car", "booking", "search", "notification", "gateway");
    private static final String SECOND = "-2";
    private static final Duration START = Duration.ofSeconds(150);

    private final Map<String, String> settings;
    private final Path folder;
    private final Map<String, Integer> ports = ports();
    private final Map<String, Integer> clusterPorts = ports();
    private final Map<String, Jvm> members = new TreeMap<>();
    /** Those that were ended on purpose. */
    private final Set<String> ended = new HashSet<>();

    private final String cluster = "test-" + UUID.randomUUID();

    /** A cluster without members yet. @param folder where logs and keys go */
    Cluster(Map<String, String> settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /** A cluster of one member of each group, once the gateway finds every one of them well. */
    static Cluster start(Map<String, String> settings, Path folder) {
        var cluster = new Cluster(settings, folder);
        cluster.start(GROUPS.toArray(String[]::new));
        cluster.untilHealthy();
        return cluster;
    }

    /** The name of the second member of a group. */
    static String second(String group) {
        return group + SECOND;
    }

    /** Starts members, for the first time or again, and does not wait for them. */
    void start(String... names) {
        for (var name : names) {
            members.put(
                    name, Jvm.start(name, folder, List.of("-Xmx384m", "-jar", jar(group(name))), environment(name)));
        }
    }

    /** Starts members that are not running, and waits until they take requests. */
    void ensure(String... names) {
        var missing = Stream.of(names)
                .filter(name -> !members.containsKey(name) || !members.get(name).isAlive())
                .toList();
        start(missing.toArray(String[]::new));
        missing.forEach(this::untilReady);
    }

    /** As kill -9 does. */
    void kill(String member) {
        ended.add(member);
        members.get(member).kill();
    }

    /** As SIGTERM does. @return the exit status */
    int terminate(String member) {
        ended.add(member);
        return members.get(member).terminate();
    }

    Jvm member(String name) {
        return members.get(name);
    }

    /** Waits until the first gateway finds every service well. */
    void untilHealthy() {
        until(() -> client("gateway").get("/health").text("/status").equals("healthy"));
    }

    /** Waits until a member says on its own port that it takes requests. */
    void untilReady(String member) {
        until(() -> client(member).get("/health/ready").status() == 200);
    }

    private void until(Callable<Boolean> condition) {
        try {
            await().atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .failFast(this::requireAlive)
                    .ignoreExceptions()
                    .until(condition);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(
                    members.entrySet().stream()
                            .map(member ->
                                    member.getKey() + ":\n" + member.getValue().lastWords())
                            .collect(Collectors.joining("\n\n")),
                    late);
        }
    }

    private void requireAlive() {
        members.forEach((name, member) -> {
            if (!ended.contains(name)) {
                member.requireAlive();
            }
        });
    }

    /** Where clients of a member's own port call. */
    String url(String member) {
        return "http://127.0.0.1:" + ports.get(member);
    }

    int port(String member) {
        return ports.get(member);
    }

    ApiClient client(String member) {
        return ApiClient.of(url(member));
    }

    /** Runs {@code create-admin} of the auth jar. */
    void createAdmin(String email, String password) {
        createAdmin(environment("auth"), folder, email, password);
    }

    /** Runs {@code create-admin} of the auth jar, for a system of these settings. */
    static void createAdmin(Map<String, String> settings, Path folder, String email, String password) {
        var maker = Jvm.start("create-admin", folder, List.of("-jar", jar("auth"), "create-admin", email), settings);
        maker.type(password);
        if (maker.waitFor() != 0) {
            throw new AssertionError(maker.lastWords());
        }
    }

    @Override
    public void close() {
        members.values().forEach(Jvm::beginToEnd);
        members.values().forEach(Jvm::waitFor);
    }

    private Map<String, String> environment(String member) {
        var environment = new HashMap<>(settings);
        environment.put(
                group(member).toUpperCase(Locale.ROOT) + "_PORT",
                ports.get(member).toString());
        environment.put("DATA_DIR", folder.toString());
        environment.put("LOG_FORMAT", "text");
        // The first car without a time zone loads the map of the world, while six JVMs warm up on the same cores.
        environment.put("GATEWAY_SERVICE_TIMEOUT", "9s");
        environment.put("CLUSTER_NAME", cluster);
        environment.put("CLUSTER_PORT", clusterPorts.get(member).toString());
        environment.put(
                "CLUSTER_MEMBERS",
                clusterPorts.values().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
        return environment;
    }

    private static String group(String member) {
        return member.endsWith(SECOND) ? member.substring(0, member.length() - SECOND.length()) : member;
    }

    private static String jar(String group) {
        return Path.of("..", group, "target", "rental-" + group + "-1.0.0-all.jar")
                .toString();
    }

    private static Map<String, Integer> ports() {
        return GROUPS.stream()
                .flatMap(group -> Stream.of(group, second(group)))
                .collect(Collectors.toMap(Function.identity(), member -> Ports.free()));
    }
}
