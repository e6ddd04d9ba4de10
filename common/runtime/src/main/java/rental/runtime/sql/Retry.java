package rental.runtime.sql;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import rental.runtime.bus.RequestContext;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;

/**
 * Runs a whole transaction again when another was in its way: the first time at once, because the winner has just
 * finished, then after a random wait that may grow (full jitter), until the attempts or the caller's patience are used
 * up. What still fails then is the last failure itself.
 */
public final class Retry {
    private static final int ATTEMPTS = 8;
    private static final long FIRST_WAIT_MILLIS = 4;
    private static final long LONGEST_WAIT_MILLIS = 100;
    private static final Duration MARGIN = Duration.ofMillis(20);

    private final Counted retries = Meters.ofProcess()
            .counted("rental.sql.retries", "Transactions run again because another was in their way.", "sqlstate");
    private final Vertx vertx;

    private Retry(Vertx vertx) {
        this.vertx = requireNonNull(vertx);
    }

    public static Retry on(Vertx vertx) {
        return new Retry(vertx);
    }

    /** @param transaction starts the whole transaction anew on every call */
    public <T> Future<T> run(Supplier<Future<T>> transaction) {
        return attempt(transaction, 1);
    }

    private <T> Future<T> attempt(Supplier<Future<T>> transaction, int attempt) {
        return transaction.get().recover(failure -> {
            var meaning = SqlFailure.of(failure);
            if (meaning.kind() != SqlFailure.Kind.CONFLICT || attempt >= ATTEMPTS || callerHasLeft()) {
                return Future.failedFuture(failure);
            }
            retries.more(meaning.sqlState());
            return pause(attempt).compose(waited -> attempt(transaction, attempt + 1));
        });
    }

    private Future<?> pause(int attempt) {
        if (attempt == 1) {
            return Future.succeededFuture();
        }
        var most = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << attempt);
        return vertx.timer(ThreadLocalRandom.current().nextLong(1, most), TimeUnit.MILLISECONDS);
    }

    private static boolean callerHasLeft() {
        return RequestContext.current()
                .map(context -> context.remaining().compareTo(MARGIN) < 0)
                .orElse(false);
    }
}
