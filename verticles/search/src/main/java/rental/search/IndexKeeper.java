package rental.search;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Ids;
import rental.runtime.metrics.Level;
import rental.search.application.Comparisons;
import rental.search.application.Reconciling;
import rental.search.application.Reindexes;
import rental.search.application.Reindexing;
import rental.search.model.Comparison;

/**
 * Looks after the index in the background: sees to it that there is one of the present mapping, and has it compared with
 * the databases. Every instance does this; leases see to it that one at a time really works.
 */
final class IndexKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final String RECONCILE = "reconcile";

    private final Vertx vertx;
    private final Reindexing reindexing;
    private final Reconciling reconciling;
    private final Reindexes reindexes;
    private final Comparisons comparisons;
    private final Duration interval;
    private final Level violations;
    private final UUID self = Ids.next();
    private boolean ensuring;
    private boolean reconcilingNow;

    /** @param violations where it is measured what the last comparison found, whoever made it */
    IndexKeeper(
            Vertx vertx,
            Reindexing reindexing,
            Reconciling reconciling,
            Reindexes reindexes,
            Comparisons comparisons,
            Duration interval,
            Level violations) {
        this.vertx = requireNonNull(vertx);
        this.reindexing = requireNonNull(reindexing);
        this.reconciling = requireNonNull(reconciling);
        this.reindexes = requireNonNull(reindexes);
        this.comparisons = requireNonNull(comparisons);
        this.interval = requireNonNull(interval);
        this.violations = requireNonNull(violations);
    }

    void begin() {
        vertx.setPeriodic(1, LOOK.toMillis(), tick -> ensure());
        vertx.setPeriodic(interval.toMillis(), tick -> reconcile());
    }

    private void ensure() {
        if (ensuring) {
            return;
        }
        ensuring = true;
        reindexing
                .ensure()
                .compose(ensured -> comparisons.last())
                .onSuccess(this::measure)
                .onFailure(fault -> LOG.info("The index cannot be looked after yet: {}", fault.getMessage()))
                .onComplete(done -> ensuring = false);
    }

    private void reconcile() {
        if (reconcilingNow) {
            return;
        }
        reconcilingNow = true;
        // Held for the whole interval: the next comparison is due when the right to it runs out, whoever takes it then.
        reindexes
                .lease(RECONCILE, self, interval.multipliedBy(9).dividedBy(10))
                .compose(holder -> holder.equals(self) ? compare() : Future.succeededFuture())
                .onFailure(IndexKeeper::tell)
                .onComplete(done -> reconcilingNow = false);
    }

    private Future<Void> compare() {
        return reconciling.run().compose(repaired -> {
            LOG.debug("The index was compared, {} repaired", repaired);
            return comparisons.found(repaired);
        });
    }

    private void measure(Optional<Comparison> last) {
        violations.is(last.map(Comparison::differing).orElse(0L), "index");
    }

    /** The timers of a verticle that ends are cancelled, in the midst of a comparison, too. */
    private static void tell(Throwable fault) {
        if (!(fault instanceof CancellationException)) {
            LOG.warn("The index could not be compared: {}", fault.toString());
        }
    }
}
