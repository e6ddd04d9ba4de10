package rental.runtime.upkeep;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.sql.SqlFailure;

/**
 * Does something again and again: the next time begins a period after the last has ended, however that went. Begun in a
 * verticle's {@code start()}, it ends with the verticle.
 */
public final class Periodic {
    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    private final Vertx vertx;
    private final String name;
    private final Duration period;
    private final Supplier<Future<?>> work;

    private Future<?> running = Future.succeededFuture();
    private long timer;
    private boolean ended;

    private Periodic(Vertx vertx, String name, Duration period, Supplier<Future<?>> work) {
        this.vertx = requireNonNull(vertx);
        this.name = requireNonNull(name);
        this.period = requireNonNull(period);
        this.work = requireNonNull(work);
    }

    /**
     * Begins; the first time comes after a period.
     *
     * @param name what is done, for the log when it fails: {@code "sweep of booking"}
     */
    public static Periodic begin(Vertx vertx, String name, Duration period, Supplier<Future<?>> work) {
        var periodic = new Periodic(vertx, name, period, work);
        periodic.await();
        return periodic;
    }

    /** Waits for what is running; nothing begins after that. Never fails. */
    public Future<Void> end() {
        ended = true;
        vertx.cancelTimer(timer);
        return running.<Void>mapEmpty().otherwiseEmpty();
    }

    private void await() {
        timer = vertx.setTimer(period.toMillis(), due -> run());
    }

    private void run() {
        running = begun();
        running.onFailure(this::tell).onComplete(done -> {
            if (!ended) {
                await();
            }
        });
    }

    private Future<?> begun() {
        try {
            return work.get();
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    /** An outage is told by a word, a fault with all that helps to find it. */
    private void tell(Throwable fault) {
        if (SqlFailure.of(fault).isTransient()) {
            LOG.warn("No {} this time: {}", name, fault.toString());
        } else {
            LOG.warn("No {} this time", name, fault);
        }
    }
}
