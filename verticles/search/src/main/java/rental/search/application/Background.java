package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Runs what outlives the request that asked for it, without that request's deadline. Ends with the verticle. */
public final class Background {
    private final Vertx vertx;
    private final Context context;

    /** @param context the verticle's own */
    public Background(Vertx vertx, Context context) {
        this.vertx = requireNonNull(vertx);
        this.context = requireNonNull(context);
    }

    void run(Runnable work) {
        context.runOnContext(free -> work.run());
    }

    /** Does something again and again until the work has ended. */
    <T> Future<T> meanwhile(Future<T> work, Duration every, Runnable repeated) {
        var timer = vertx.setPeriodic(every.toMillis(), tick -> repeated.run());
        return work.onComplete(ended -> vertx.cancelTimer(timer));
    }
}
