package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tries again what an outage has stopped, a number of times with a pause before each. What is tried must be safe to repeat. */
public final class Patience {
    private final Vertx vertx;
    private final int tries;
    private final Duration pause;

    public Patience(Vertx vertx, int tries, Duration pause) {
        this.vertx = requireNonNull(vertx);
        this.tries = tries;
        this.pause = requireNonNull(pause);
    }

    /** Fails with the last failure when the tries are used up, and at once with one that is no outage. */
    <T> Future<T> with(Supplier<Future<T>> work) {
        return attempt(work, 1);
    }

    private <T> Future<T> attempt(Supplier<Future<T>> work, int attempt) {
        return work.get()
                .recover(fault -> isOutage(fault) && attempt < tries
                        ? vertx.timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                                .compose(waited -> attempt(work, attempt + 1))
                        : Future.failedFuture(fault));
    }

    private static boolean isOutage(Throwable fault) {
        return fault instanceof Unavailable || fault instanceof ReplyException;
    }
}
