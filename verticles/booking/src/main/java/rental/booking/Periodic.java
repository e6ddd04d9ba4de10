package rental.booking;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again: the next time begins a period after the last has ended, however that went. */
final class Periodic {
    private static final Logger LOG = LoggerFactory.getLogger(Periodic.class);

    private final Vertx vertx;
    private final String name;
    private final Duration period;
    private final Supplier<Future<Void>> work;

    private Future<Void> running = Future.succeededFuture();
    private long timer;
    private boolean ended;

    Periodic(Vertx vertx, String name, Duration period, Supplier<Future<Void>> work) {
        this.vertx = requireNonNull(vertx);
        this.name = requireNonNull(name);
        this.period = requireNonNull(period);
        this.work = requireNonNull(work);
    }

    /** The first time comes after a period. */
    Periodic begin() {
        timer = vertx.setTimer(period.toMillis(), due -> run());
        return this;
    }

    /** Waits for what is running; nothing begins after that. */
    Future<Void> end() {
        ended = true;
        vertx.cancelTimer(timer);
        return running.otherwiseEmpty();
    }

    private void run() {
        running = work.get();
        running.onFailure(fault -> LOG.warn("No {} this time", name, fault)).onComplete(done -> {
            if (!ended) {
                begin();
            }
        });
    }
}
