package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.metrics.Invariants;
import rental.runtime.metrics.Level;
import rental.runtime.metrics.Meters;
import rental.runtime.outbox.OutboxTable.Backlog;

/**
 * Keeps telling how far each consumer is behind, on every node of the service: whoever watches sees it as long as one of them
 * lives, and takes the largest.
 */
final class BacklogWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final String source;
    private final List<String> consumers;
    private final OutboxTable table;
    private final Level depth;
    private final Level lag;
    private final Level parked;
    private final Level violations;

    BacklogWatch(Vertx vertx, String source, List<String> consumers, OutboxTable table, Meters meters) {
        this.vertx = vertx;
        this.source = source;
        this.consumers = consumers;
        this.table = table;
        depth = meters.level("rental.outbox.depth", "Events that wait for a consumer.", "source", "consumer");
        lag = meters.level(
                "rental.outbox.lag.seconds",
                "Age of the oldest event that waits for a consumer.",
                "source",
                "consumer");
        parked = meters.level("rental.outbox.parked", "Events set aside because a consumer refused them.", "source");
        violations = Invariants.measured(meters);
    }

    /** Within a verticle: its end is the end of this. */
    void begin() {
        vertx.setPeriodic(0, INTERVAL.toMillis(), due -> look());
    }

    private void look() {
        Future.all(
                        Future.all(consumers.stream().map(this::look).toList())
                                .onSuccess(
                                        looked -> violations.is(overdue(looked.list()), "undelivered-event-" + source)),
                        table.countParked().onSuccess(count -> parked.is(count, source)))
                .onFailure(outage -> LOG.debug("The backlog of {} is not known: {}", source, outage.getMessage()));
    }

    private static long overdue(List<Backlog> backlogs) {
        return backlogs.stream().mapToLong(Backlog::overdue).sum();
    }

    private Future<Backlog> look(String consumer) {
        return table.backlog(consumer).onSuccess(backlog -> {
            depth.is(backlog.depth(), source, consumer);
            lag.is(backlog.lagSeconds(), source, consumer);
        });
    }
}
