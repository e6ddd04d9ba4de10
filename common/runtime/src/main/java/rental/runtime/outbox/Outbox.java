package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import rental.contract.Address;
import rental.contract.event.Feeds;
import rental.runtime.bus.TypedBus;

/**
 * The writer's side: after a commit that left facts in the outbox, {@link #committed} wakes the relay, wherever it runs.
 * Used from one verticle instance; many commits in a row make one message.
 */
public final class Outbox {
    private static final long COALESCE_MILLIS = 5;

    private final Vertx vertx;
    private final TypedBus bus;
    private final String source;
    private boolean waking;

    /** @param source the service whose database holds the outbox */
    public Outbox(Vertx vertx, String source) {
        this.vertx = requireNonNull(vertx);
        this.bus = TypedBus.on(vertx);
        this.source = requireNonNull(source);
    }

    /** Tells the relay that there is something to hand on. A lost word costs one polling interval, nothing else. */
    public void committed() {
        if (waking) {
            return;
        }
        waking = true;
        vertx.timer(COALESCE_MILLIS, TimeUnit.MILLISECONDS).onComplete(due -> {
            waking = false;
            bus.publish(Feeds.wake(source), new Address.Nothing());
        });
    }
}
