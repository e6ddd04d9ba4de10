package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Ids;
import rental.runtime.upkeep.Steps;
import rental.search.application.IndexStore.Refusal;
import rental.search.application.IndexStore.Stored;
import rental.search.model.CarDocument;
import rental.search.model.Reindex;
import rental.search.model.Reindex.Status;

/**
 * Builds the index anew beside the live one. From the moment the new one exists every change reaches both, and only then
 * are the cars gone through, so nothing falls between. At the end counts and a sample are compared, and searches turn to
 * the new one in one step; the old one is kept until the next rebuild. One rebuild runs at a time in the whole system.
 * When the node that is at it dies, another begins it again under the same id.
 */
public final class Reindexing {
    static final String WORK = "reindex";

    private static final Logger LOG = LoggerFactory.getLogger(Reindexing.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int PAGE = 500;

    /** While a lease lasts; more than one, because one may get lost. */
    private static final int SIGNS_OF_LIFE = 4;

    /** A rebuild that node after node dies of must end. */
    private static final int MOST_ATTEMPTS = 3;

    private final PresentState present;
    private final IndexStore store;
    private final Reindexes reindexes;
    private final Patience patience;
    private final Background background;
    private final Duration lease;
    private final Clock clock;
    private boolean settled;

    /**
     * @param patience outlasts short outages of Elasticsearch, car and booking
     * @param lease how long the node of a rebuild may give no sign of life before it counts as dead
     */
    public Reindexing(
            PresentState present,
            IndexStore store,
            Reindexes reindexes,
            Patience patience,
            Background background,
            Duration lease,
            Clock clock) {
        this.present = requireNonNull(present);
        this.store = requireNonNull(store);
        this.reindexes = requireNonNull(reindexes);
        this.patience = requireNonNull(patience);
        this.background = requireNonNull(background);
        this.lease = requireNonNull(lease);
        this.clock = requireNonNull(clock);
    }

    /** Starts a rebuild, or finds the one that is running. */
    public Future<Reindex> start() {
        var id = Ids.next();
        return reindexes.claim(WORK, id, lease).compose(holder -> holder.equals(id) ? begin(id) : running(holder));
    }

    /** How far a rebuild is, wherever it runs. One whose node has died is running, for another will go on with it. */
    public Future<Optional<Reindex>> find(UUID id) {
        return reindexes.find(id);
    }

    /**
     * Goes on with a rebuild whose node has died; else rebuilds when there is no index, or, once after the start, when
     * there is one of another mapping. Only once: while nodes with two mappings run side by side, they would take turns.
     */
    public Future<Void> ensure() {
        return reindexes
                .inherit(WORK, lease)
                .compose(orphan -> orphan.map(this::takeOver).orElseGet(this::rebuildIfNeeded));
    }

    private Future<Void> rebuildIfNeeded() {
        return store.live().compose(live -> {
            settled |= live.filter(store::isPresent).isPresent();
            return live.isPresent() && settled ? Future.succeededFuture() : start().mapEmpty();
        });
    }

    private Future<Void> takeOver(UUID id) {
        return reindexes
                .find(id)
                .compose(found -> found.filter(reindex -> reindex.status() == Status.RUNNING)
                        .map(this::again)
                        .orElseGet(() -> reindexes.release(WORK, id)));
    }

    private Future<Void> again(Reindex orphan) {
        if (orphan.attempt() >= MOST_ATTEMPTS) {
            LOG.error("The index is not built: {} nodes in turn have died of it, or were too slow", MOST_ATTEMPTS);
            return giveUp(orphan).compose(given -> reindexes.release(WORK, orphan.id()));
        }
        LOG.warn("Whoever was building the index {} has died: it is begun again", orphan.index());
        var restarted = orphan.restarted(store.newName());
        return reindexes.save(restarted).onSuccess(saved -> background.run(() -> run(restarted)));
    }

    private Future<Reindex> begin(UUID id) {
        var reindex = Reindex.started(id, store.newName(), clock.instant());
        return reindexes
                .save(reindex)
                .onSuccess(saved -> background.run(() -> run(reindex)))
                .onFailure(fault -> reindexes.release(WORK, id))
                .map(saved -> reindex);
    }

    /** Whoever has finished, and died before giving the right back, does not need it. */
    private Future<Reindex> running(UUID holder) {
        return reindexes.find(holder).compose(found -> {
            if (found.isEmpty()) {
                return Future.failedFuture(new Unavailable.Index("Another rebuild is about to begin", null));
            }
            return found.get().status() == Status.RUNNING
                    ? Future.succeededFuture(found.get())
                    : reindexes.release(WORK, holder).compose(released -> start());
        });
    }

    private void run(Reindex started) {
        LOG.info("Building the index {}", started.index());
        background
                .meanwhile(
                        build(started),
                        lease.dividedBy(SIGNS_OF_LIFE),
                        () -> reindexes.claim(WORK, started.id(), lease))
                .onSuccess(done -> LOG.info("The index {} is built: {} documents", done.index(), done.indexed()))
                .recover(fault -> {
                    LOG.error("The index {} could not be built", started.index(), fault);
                    return patience.with(() -> giveUp(started));
                })
                .compose(ended -> patience.with(() -> reindexes.release(WORK, ended.id())))
                .onFailure(fault -> LOG.warn("The index {} is left to others: {}", started.index(), fault.toString()));
    }

    private Future<Reindex> giveUp(Reindex started) {
        return ours(started)
                .compose(reindex -> store.drop(reindex.index()).compose(dropped -> finish(reindex, Status.FAILED)));
    }

    /** The rebuild as it is remembered; fails when another node took it for dead and began again. */
    private Future<Reindex> ours(Reindex run) {
        return reindexes
                .find(run.id())
                .map(found -> found.orElse(run))
                .compose(reindex -> reindex.attempt() == run.attempt()
                        ? Future.succeededFuture(reindex)
                        : wrong("Another node has taken over"));
    }

    private Future<Reindex> build(Reindex started) {
        var sample = new ArrayList<CarDocument>();
        return patience.with(() -> clear(started))
                .compose(cleared -> copy(started, sample))
                .compose(copied -> patience.with(() -> verify(copied, sample)))
                .compose(copied -> patience.with(() -> turnTo(copied)));
    }

    private Future<Reindex> turnTo(Reindex copied) {
        return ours(copied)
                .compose(ours -> store.promote(copied.index()))
                .compose(promoted -> finish(copied, Status.DONE));
    }

    private Future<Void> clear(Reindex started) {
        return ours(started)
                .compose(ours -> store.live())
                .compose(live -> store.dropAllBut(live.map(Set::of).orElse(Set.of())))
                .compose(cleared -> store.create(started.index()));
    }

    /** How far the copying is. @param after the last car that was copied */
    private record Copying(Reindex reindex, UUID after) {}

    private Future<Reindex> copy(Reindex started, List<CarDocument> sample) {
        return Steps.from(new Copying(started, BEFORE_ALL), copying -> copyPage(copying, sample))
                .map(Copying::reindex);
    }

    private Future<Optional<Copying>> copyPage(Copying copying, List<CarDocument> sample) {
        var reindex = copying.reindex();
        return patience.with(() -> present.after(copying.after(), PAGE)).compose(documents -> {
            if (documents.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            var last = documents.get(documents.size() - 1);
            if (sample.size() < PAGE) {
                sample.add(last);
            }
            return patience.with(() -> store.write(Set.of(reindex.index()), documents)
                            .compose(refusals -> progressed(reindex, documents, refusals)))
                    .map(progressed -> Optional.of(new Copying(progressed, UUID.fromString(last.id()))));
        });
    }

    private Future<Reindex> progressed(Reindex reindex, List<CarDocument> documents, List<Refusal> refusals) {
        refusals.forEach(refusal -> LOG.error("The new index refuses {}", refusal));
        var progressed = reindex.progressed(documents.size() - refusals.size(), refusals.size());
        return ours(reindex).compose(stillOurs -> reindexes.save(progressed)).map(saved -> progressed);
    }

    /** Everything that was read is there, and so is a sample in the version that was written, or a newer one. */
    private Future<Reindex> verify(Reindex copied, List<CarDocument> sample) {
        if (copied.failed() > 0) {
            return wrong(copied.failed() + " documents were refused");
        }
        return store.count(copied.index())
                .compose(count -> count < copied.indexed()
                        ? wrong("The new index holds " + count + " of " + copied.indexed() + " documents")
                        : store.find(
                                        copied.index(),
                                        sample.stream().map(CarDocument::id).toList())
                                .compose(stored -> compare(copied, sample, stored)));
    }

    private static Future<Reindex> compare(Reindex copied, List<CarDocument> sample, Map<String, Stored> stored) {
        var stale = sample.stream()
                .filter(document -> isOlder(stored.get(document.id()), document))
                .map(CarDocument::id)
                .toList();
        return stale.isEmpty() ? Future.succeededFuture(copied) : wrong("The new index lacks " + stale);
    }

    private static boolean isOlder(Stored stored, CarDocument document) {
        return stored == null || stored.version() < document.version();
    }

    private static Future<Reindex> wrong(String what) {
        return Future.failedFuture(new IllegalStateException(what));
    }

    private Future<Reindex> finish(Reindex reindex, Status status) {
        var finished = reindex.finished(status, clock.instant());
        return reindexes.save(finished).map(saved -> finished);
    }
}
