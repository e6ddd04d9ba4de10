package rental.runtime.metrics;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.TimeUnit;

/**
 * How late event loops are: each is asked for a moment of its time at a fixed rate, and what it is late by is what any request
 * on it has waited too.
 */
public final class EventLoopLag {
    private static final long INTERVAL_MILLIS = 250;

    private final Timed lag;

    private EventLoopLag(Meters meters) {
        this.lag = meters.timed("rental.event.loop.lag", "By how much event loops are late.");
    }

    /** Measures all event loops of a Vert.x for as long as it lives. */
    public static void measure(Vertx vertx, Meters meters) {
        var measuring = new EventLoopLag(meters);
        for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
            measuring.measure(loop);
        }
    }

    private void measure(EventExecutor loop) {
        var due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
        loop.schedule(
                () -> {
                    lag.took(Math.max(0, System.nanoTime() - due));
                    measure(loop);
                },
                INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
    }
}
