package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.event.EventBatch;
import rental.contract.event.EventReceipt;
import rental.contract.event.Feeds;
import rental.runtime.bus.TypedBus;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;
import rental.runtime.outbox.OutboxTable.Waiting;
import rental.runtime.trace.Spans;

/**
 * Hands the waiting facts to one consumer, oldest first, a batch at a time: the next only after the last is marked. An
 * unreachable consumer is asked again for as long as it takes; a fact that it refuses is parked after a few attempts, and
 * those behind it go on.
 */
final class ConsumerLine {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLine.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final TypedBus bus;
    private final String source;
    private final String consumer;
    private final OutboxTable table;
    private final OutboxConfig config;
    private final Pace pace;
    private final Spans spans;

    private final Counted delivered = Meters.ofProcess()
            .counted("rental.outbox.delivered", "Events that a consumer has taken.", "source", "consumer");

    private boolean working;
    private boolean more;
    private boolean told;
    private boolean finished;
    private Duration pause = FIRST_PAUSE;
    private UUID refused;
    private int refusals;
    private Promise<Void> idle = Promise.promise();

    ConsumerLine(Vertx vertx, TypedBus bus, String source, String consumer, OutboxTable table, OutboxConfig config) {
        this.vertx = vertx;
        this.bus = bus;
        this.source = source;
        this.consumer = consumer;
        this.table = table;
        this.config = config;
        this.pace = new Pace(config.poll());
        this.spans = Spans.of(vertx);
    }

    /** Hears that there is something new, and looks for it, now or as soon as what is under way is done. */
    void tell() {
        told = true;
        wake();
    }

    /** Looks for work, now or as soon as what is under way is done. */
    void wake() {
        more = true;
        if (!working && !finished) {
            working = true;
            idle = Promise.promise();
            look();
        }
    }

    /** Begins nothing new. Completes when nothing is under way. */
    Future<Void> finish() {
        finished = true;
        return working ? idle.future() : Future.succeededFuture();
    }

    private void look() {
        if (finished) {
            stopWorking();
            return;
        }
        more = false;
        var begun = System.nanoTime();
        table.pending(consumer, pace.portion())
                .compose(this::handOver)
                .onSuccess(handedOver -> goOn(handedOver, Duration.ofNanos(System.nanoTime() - begun)))
                .onFailure(this::rest);
    }

    private void goOn(int handedOver, Duration took) {
        pause = FIRST_PAUSE;
        if (finished || handedOver == 0 && !more) {
            stopWorking();
            return;
        }
        gather(pace.taken(handedOver, took));
    }

    /** Waits for so long, or until nothing new has come for as long as the relay usually waits. */
    private void gather(Duration pause) {
        if (pause.isZero() || finished) {
            look();
            return;
        }
        var step = pause.compareTo(config.poll()) < 0 ? pause : config.poll();
        told = false;
        vertx.setTimer(step.toMillis(), due -> gather(told ? pause.minus(step) : Duration.ZERO));
    }

    private void stopWorking() {
        working = false;
        idle.complete();
    }

    private void rest(Throwable outage) {
        LOG.debug("{} does not take the events of {}: {}", consumer, source, outage.getMessage());
        pace.failed();
        if (finished) {
            stopWorking();
            return;
        }
        vertx.setTimer(pause.toMillis(), due -> look());
        pause = longer(pause);
    }

    private static Duration longer(Duration pause) {
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /** @return how many there were */
    private Future<Integer> handOver(List<Waiting> waiting) {
        if (waiting.isEmpty()) {
            return Future.succeededFuture(0);
        }
        var batch = new EventBatch(waiting.stream().map(Waiting::event).toList());
        return spans.resuming(
                        "deliver " + source + " to " + consumer,
                        batch.events().stream()
                                .flatMap(event -> event.traceparent().stream())
                                .distinct()
                                .toList(),
                        Map.of(
                                Spans.SOURCE, source,
                                Spans.CONSUMER, consumer,
                                Spans.EVENTS, Integer.toString(waiting.size())),
                        () -> bus.request(Feeds.feed(source, consumer), batch, PATIENCE)
                                .compose(receipt -> mark(waiting, receipt)))
                .map(waiting.size());
    }

    private Future<Void> mark(List<Waiting> waiting, EventReceipt receipt) {
        if (receipt.outage().isPresent()) {
            return Future.failedFuture(receipt.outage().get());
        }
        var taken =
                waiting.subList(0, receipt.taken()).stream().map(Waiting::id).toList();
        delivered.more(taken.size(), source, consumer);
        var marked = taken.isEmpty() ? Future.<Void>succeededFuture() : table.acknowledge(consumer, taken);
        return receipt.refusal()
                .map(error -> marked.compose(done -> refuse(waiting.get(receipt.taken()), error)))
                .orElse(marked);
    }

    /** A refusal fails the round, so that the next attempt comes after a pause, until the fact is parked. */
    private Future<Void> refuse(Waiting fact, String error) {
        var event = fact.event();
        refusals = event.id().equals(refused) ? refusals + 1 : 1;
        refused = event.id();
        if (refusals < config.attempts()) {
            return Future.failedFuture("refused " + event.type() + ": " + error);
        }
        LOG.error(
                "{} refused {} {} of {} {} times; parked: {}",
                consumer,
                event.type(),
                event.id(),
                source,
                refusals,
                error);
        return table.park(consumer, fact.id(), error, refusals);
    }
}
