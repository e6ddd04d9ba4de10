package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import rental.runtime.upkeep.Periodic;

/** Forgets what has been delivered and taken for longer than the retention, a little at a time. */
final class Housekeeping {
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int PORTION = 5_000;

    private final Vertx vertx;
    private final OutboxTable table;
    private final OutboxConfig config;

    Housekeeping(Vertx vertx, OutboxTable table, OutboxConfig config) {
        this.vertx = vertx;
        this.table = table;
        this.config = config;
    }

    void begin() {
        Periodic.begin(vertx, "housekeeping of the outbox", INTERVAL, this::clean);
    }

    private Future<Void> clean() {
        return portions(() -> table.forget(config.retention(), PORTION))
                .compose(done -> portions(() -> table.forgetTaken(config.retention(), PORTION)));
    }

    private static Future<Void> portions(Supplier<Future<Integer>> portion) {
        return portion.get().compose(gone -> gone < PORTION ? Future.succeededFuture() : portions(portion));
    }
}
