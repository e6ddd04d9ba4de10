package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.eventbus.ReplyException;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.event.Event;
import rental.contract.event.EventBatch;
import rental.contract.event.EventReceipt;
import rental.contract.event.Feeds;
import rental.runtime.bus.TypedBus;
import rental.runtime.outage.OutageLog;
import rental.runtime.sql.SqlFailure;

/**
 * Takes the facts of one source for one consumer. A batch is taken as a whole; when that fails, one fact at a time, so
 * that a single one that cannot be taken is known and keeps no other back. An outage is not the fact's fault: then the
 * batch is left to come again.
 */
public final class EventConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
    private static final int LONGEST_REASON = 2_000;

    private final TypedBus bus;
    private final String source;
    private final String consumer;
    private final int portion;
    private final OutageLog outages;

    private EventConsumer(TypedBus bus, String source, String consumer, int portion) {
        this.bus = requireNonNull(bus);
        this.source = requireNonNull(source);
        this.consumer = requireNonNull(consumer);
        this.portion = portion;
        this.outages = OutageLog.of(LOG, consumer + " takes no events of " + source);
    }

    /** @param bus on which the consumer serves all else */
    public static EventConsumer of(TypedBus bus, String source, String consumer) {
        return new EventConsumer(bus, source, consumer, Integer.MAX_VALUE);
    }

    /** The same, but for at most so many facts at a time: for one whose transactions would take too long otherwise. */
    public EventConsumer inPortionsOf(int most) {
        return new EventConsumer(bus, source, consumer, most);
    }

    /**
     * Begins to take facts.
     *
     * @param effect brings all of the facts into effect, in one transaction, or fails and has brought none
     * @return completes when every node can reach this consumer
     */
    public Future<Void> serve(Function<List<Event>, Future<Void>> effect) {
        return bus.serve(Feeds.feed(source, consumer), (EventBatch batch) -> inPortions(batch.events(), 0, effect))
                .ready();
    }

    /** What is taken stays taken, whatever becomes of the rest. */
    private Future<EventReceipt> inPortions(List<Event> events, int taken, Function<List<Event>, Future<Void>> effect) {
        var rest = events.size() - taken;
        if (rest <= portion) {
            return take(events.subList(taken, events.size()), effect).map(receipt -> receipt.after(taken));
        }
        return take(events.subList(taken, taken + portion), effect)
                .compose(receipt -> receipt.taken() == portion
                        ? inPortions(events, taken + portion, effect)
                        : Future.succeededFuture(receipt.after(taken)));
    }

    private Future<EventReceipt> take(List<Event> events, Function<List<Event>, Future<Void>> effect) {
        return run(effect, events)
                .onSuccess(done -> outages.answered())
                .map(done -> EventReceipt.taken(events.size()))
                .recover(fault -> isOutage(fault) ? notNow(fault) : oneByOne(events, 0, effect));
    }

    private Future<EventReceipt> oneByOne(List<Event> events, int taken, Function<List<Event>, Future<Void>> effect) {
        if (taken == events.size()) {
            return Future.succeededFuture(EventReceipt.taken(taken));
        }
        var event = events.get(taken);
        return run(effect, List.of(event))
                .compose(done -> oneByOne(events, taken + 1, effect))
                .recover(fault -> isOutage(fault) ? notNow(fault) : refuse(event, taken, fault));
    }

    private Future<EventReceipt> refuse(Event event, int taken, Throwable fault) {
        LOG.warn("{} cannot take {} {}", consumer, event.type(), event.id(), fault);
        return Future.succeededFuture(EventReceipt.refused(taken, words(fault)));
    }

    private Future<EventReceipt> notNow(Throwable outage) {
        if (!(outage instanceof Outage known && known.isUsual())) {
            outages.refused(words(outage));
        }
        return Future.succeededFuture(EventReceipt.notNow(words(outage)));
    }

    private static String words(Throwable fault) {
        var reason = String.valueOf(fault);
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    private static Future<Void> run(Function<List<Event>, Future<Void>> effect, List<Event> events) {
        try {
            return effect.apply(events);
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private static boolean isOutage(Throwable fault) {
        return fault instanceof Outage
                || fault instanceof ReplyException
                || SqlFailure.of(fault).isTransient();
    }
}
