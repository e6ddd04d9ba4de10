package rental.runtime.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How consumers leave the bus so that no message to them is lost: the cluster is told first, then what comes from nodes
 * that have not heard of it yet is still answered until none has come for a while, and only then do they stop listening.
 */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);

    /** Longer than a node takes to hear of a change, unless it is starved of processor time: then its messages prolong this. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Vertx vertx;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private final Promise<Void> idle = Promise.promise();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile long lastBegun;
    private volatile boolean departed;

    Departure(Vertx vertx) {
        this.vertx = vertx;
    }

    void covers(MessageConsumer<?> consumer) {
        consumers.add(consumer);
    }

    /** A message has come that will be answered. */
    void begun() {
        underWay.incrementAndGet();
        lastBegun = System.nanoTime();
    }

    /** Such a message has been answered. */
    void ended() {
        underWay.decrementAndGet();
        completeWhenIdle();
    }

    /** Completes when nothing is under way any more, at the latest after the patience; never fails. */
    Future<Void> depart(Duration patience) {
        return withdraw()
                .compose(withdrawn -> stopListening())
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(late -> {
                    LOG.warn("{} messages are still under way after {}", underWay, patience);
                    return Future.succeededFuture();
                });
    }

    private Future<Void> withdraw() {
        if (!(((VertxInternal) vertx).clusterManager() instanceof GracefulClusterManager cluster)
                || cluster.isAlone()
                || consumers.isEmpty()) {
            return Future.succeededFuture();
        }
        var addresses =
                consumers.stream().map(MessageConsumer::address).distinct().toList();
        return cluster.withdraw(addresses)
                .onFailure(fault -> LOG.warn("The cluster may not know that this node leaves", fault))
                .transform(told -> silence(System.nanoTime()));
    }

    private Future<Void> silence(long since) {
        var quiet = System.nanoTime() - Math.max(since, lastBegun);
        return quiet >= SILENCE.toNanos()
                ? Future.succeededFuture()
                : vertx.timer(LOOK.toMillis(), TimeUnit.MILLISECONDS).compose(later -> silence(since));
    }

    private Future<Void> stopListening() {
        consumers.forEach(MessageConsumer::unregister);
        departed = true;
        completeWhenIdle();
        return idle.future();
    }

    private void completeWhenIdle() {
        if (departed && underWay.get() == 0) {
            idle.tryComplete();
        }
    }
}
