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

    Periodic(Vertx vertx, String name, Duration period, Supplier<Future<Void>> work) {
        this.vertx = requireNonNull(vertx);
        this.name = requireNonNull(name);
        this.period = requireNonNull(period);
        this.work = requireNonNull(work);
    }

    /** Begins after the first period; ends with the verticle. */
    void begin() {
        vertx.setTimer(
                period.toMillis(),
                due -> work.get()
                        .onFailure(fault -> LOG.warn("No {} this time", name, fault))
                        .onComplete(done -> begin()));
    }
}
