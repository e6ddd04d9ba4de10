package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import rental.runtime.bus.TypedBus;

/** The active relay's work: a line of its own for each consumer, so that none waits for another. */
final class Delivery {
    private final List<ConsumerLine> lines;

    Delivery(Vertx vertx, String source, List<String> consumers, OutboxTable table, OutboxConfig config) {
        var bus = TypedBus.on(vertx);
        lines = consumers.stream()
                .map(consumer -> new ConsumerLine(vertx, bus, source, consumer, table, config))
                .toList();
    }

    /** Something new was committed. */
    void tell() {
        lines.forEach(ConsumerLine::tell);
    }

    /** It is time to look. */
    void wake() {
        lines.forEach(ConsumerLine::wake);
    }

    /** Completes when nothing is under way any more. */
    Future<Void> finish() {
        return Future.join(lines.stream().map(ConsumerLine::finish).toList()).mapEmpty();
    }
}
