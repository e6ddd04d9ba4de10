package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.event.Feeds;
import rental.contract.event.ParkedEvents;
import rental.contract.event.RetryParkedEvent;
import rental.runtime.bus.TypedBus;
import rental.runtime.metrics.Meters;
import rental.runtime.sql.DatabaseConfig;
import rental.runtime.sql.Databases;

/**
 * Hands the facts of one database to their consumers. Deployed once by every node of the service that owns the database;
 * whoever holds the database's lock is active, the others stand by and one of them takes over when it is gone.
 */
public final class Relay extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String source;
    private final List<String> consumers;
    private final DatabaseConfig database;
    private final OutboxConfig config;
    private Leadership leadership;
    private TypedBus bus;

    /**
     * @param source the service that owns the database
     * @param consumers the services that take its facts: those in the default of {@code outbox.pending}
     */
    public Relay(String source, List<String> consumers, DatabaseConfig database, OutboxConfig config) {
        this.source = requireNonNull(source);
        this.consumers = List.copyOf(consumers);
        this.database = requireNonNull(database);
        this.config = requireNonNull(config);
    }

    @Override
    public Future<?> start() {
        var table = new OutboxTable(Databases.readCommitted(vertx, database));
        leadership = new Leadership(
                vertx,
                database,
                connection -> new Delivery(vertx, source, consumers, new OutboxTable(connection), config));
        leadership.seek();
        vertx.setPeriodic(config.poll().toMillis(), tick -> wake());
        new Housekeeping(vertx, table, config).begin();
        new BacklogWatch(vertx, source, consumers, table, Meters.ofProcess()).begin();
        bus = TypedBus.on(vertx);
        return bus.listen(Feeds.wake(source), word -> context.runOnContext(free -> leadership.tell()))
                .serve(Feeds.parked(source), ask -> table.parked(source, ask).map(ParkedEvents::new))
                .serve(Feeds.retry(source), ask -> table.unpark(ask.id()).map(this::retried))
                .ready();
    }

    @Override
    public Future<?> stop() {
        return leadership.resign().eventually(() -> bus.drain(PATIENCE));
    }

    /** On the verticle's own context: the work must not inherit the deadline of the request that woke it. */
    private void wake() {
        context.runOnContext(free -> leadership.wake());
    }

    private RetryParkedEvent.Outcome retried(boolean found) {
        LOG.info("A parked event of {} is {}", source, found ? "delivered again" : "not known");
        wake();
        return new RetryParkedEvent.Outcome(found);
    }
}
