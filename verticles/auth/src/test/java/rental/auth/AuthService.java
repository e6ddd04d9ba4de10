package rental.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.auth.password.PasswordConfig;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.testkit.TestDatabase;

/**
 * The auth service on a real database and its own port, for one test class, without a user before each test. Register it in
 * a static field, after the database.
 */
final class AuthService implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final int CHEAP = 4;

    private final TestDatabase database;
    private final Map<String, String> settings;
    private Path data;
    private Vertx vertx;
    private AuthVerticle verticle;

    AuthService(TestDatabase database, Map<String, String> settings) {
        this.database = database;
        this.settings = settings;
    }

    Vertx vertx() {
        return vertx;
    }

    Path data() {
        return data;
    }

    AuthConfig config() {
        var environment = new HashMap<>(Map.of(
                "PROFILE", "development",
                "DATA_DIR", data.toString(),
                "AUTH_PORT", "0",
                "AUTH_DATABASE_URL", database.url(),
                "TRUSTED_PROXIES", "127.0.0.1",
                "RATE_LIMIT_GLOBAL", "off"));
        environment.putAll(settings);
        var config = Configuration.read(AuthConfig.class, environment);
        return settings.containsKey("AUTH_PASSWORD_COST") ? config : hashingCheaply(config);
    }

    /** Most tests hash a lot of passwords and look at none of the hashes: for them the cost is below what a setting may say. */
    private static AuthConfig hashingCheaply(AuthConfig config) {
        var passwords = config.passwords();
        return new AuthConfig(
                config.service(),
                config.edge(),
                config.database(),
                config.keys(),
                config.sessions(),
                new PasswordConfig(passwords.threads(), passwords.queueSize(), CHEAP),
                config.outbox());
    }

    AuthClient client() {
        return new AuthClient(verticle.port());
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        data = Files.createTempDirectory("auth");
        vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
        verticle = new AuthVerticle(config());
        await(vertx.deployVerticle(verticle));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        database.execute("TRUNCATE users, outbox, failures, revocations CASCADE");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        await(vertx.close());
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    /** Looks again and again until it holds, at most ten seconds. */
    static void eventually(BooleanSupplier condition) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It did not come to hold within ten seconds");
            }
            Thread.onSpinWait();
        }
    }
}
