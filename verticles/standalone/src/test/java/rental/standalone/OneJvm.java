package rental.standalone;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import rental.auth.AuthConfig;
import rental.backends.process.Ports;
import rental.gateway.GatewayAddress;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Deployment;
import rental.runtime.launch.Unit;
import rental.testkit.ApiClient;

/** The whole system in the test's own JVM. */
final class OneJvm implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Vertx vertx;
    private final String gateway;
    private final Map<String, Unit> units = new LinkedHashMap<>();
    private final Map<String, Deployment> running = new LinkedHashMap<>();

    private OneJvm(Vertx vertx, String gateway) {
        this.vertx = vertx;
        this.gateway = gateway;
    }

    /** Starts everything, with the demo users. */
    static OneJvm start(Map<String, String> settings, Path dataDir) {
        var port = Ports.free();
        var all = new HashMap<>(settings);
        all.put("GATEWAY_PORT", Integer.toString(port));
        all.put("DATA_DIR", dataDir.toString());
        var vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        var configuration = Configuration.of(all);
        var units = StandaloneMain.units(configuration);
        configuration.check();
        var system = new OneJvm(vertx, "http://127.0.0.1:" + port);
        units.forEach(unit -> system.units.put(unit.name(), unit));
        units.forEach(unit -> system.start(unit.name()));
        await(demoUsers(vertx, Configuration.read(AuthConfig.class, all)));
        return system;
    }

    /** Brings a part up again. @param unit such as {@code booking} */
    void start(String unit) {
        running.put(unit, await(Deployment.of(vertx, List.of(units.get(unit)))));
    }

    /** Takes a part down, as if its process were not there; the others go on. */
    void stop(String unit) {
        await(running.remove(unit).takeDown());
    }

    private static Future<?> demoUsers(Vertx vertx, AuthConfig config) {
        return DemoUsers.on(vertx, config).compose(users -> Future.all(users.customer(), users.admin()));
    }

    String gateway() {
        return gateway;
    }

    ApiClient client() {
        return ApiClient.of(gateway);
    }

    /** Plants the demo data, as a start with {@code SEED=demo} does. */
    void plant(UUID customer, UUID admin) {
        var config = Configuration.read(DemoConfig.class, Map.of("PROFILE", "development"));
        await(new DemoData(vertx, config).plant(customer, admin));
    }

    /** Where the gateway says that it is. */
    Optional<URI> announced() {
        return GatewayAddress.of(vertx);
    }

    @Override
    public void close() {
        var names = new ArrayList<>(running.keySet());
        Collections.reverse(names);
        names.forEach(this::stop);
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
