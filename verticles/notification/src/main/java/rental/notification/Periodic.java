package rental.notification;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs something again and again, never twice at once; a failure waits for the next time. */
final class Periodic {
    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    private Periodic() {}

    /** @param what for the log: what has not been done when it fails */
    static void run(Vertx vertx, Duration interval, String what, Supplier<Future<?>> work) {
        var running = new AtomicBoolean();
        vertx.setPeriodic(interval.toMillis(), tick -> {
            if (running.compareAndSet(false, true)) {
                work.get()
                        .onFailure(outage -> LOG.warn("{} must wait: {}", what, outage.getMessage()))
                        .onComplete(done -> running.set(false));
            }
        });
    }
}
