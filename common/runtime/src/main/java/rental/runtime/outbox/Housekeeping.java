package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import rental.runtime.upkeep.Periodic;
import rental.runtime.upkeep.Portions;

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
        return Portions.untilDone(PORTION, () -> table.forget(config.retention(), PORTION))
                .compose(done -> Portions.untilDone(PORTION, () -> table.forgetTaken(config.retention(), PORTION)));
    }
}
