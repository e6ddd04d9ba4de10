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
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Ids;
import rental.search.application.IndexStore.Refusal;
import rental.search.application.IndexStore.Stored;
import rental.search.model.CarDocument;
import rental.search.model.Reindex;
import rental.search.model.Reindex.Status;

/**
 * Builds the index anew beside the live one. From the moment the new one exists every change reaches both, and only then
 * are the cars gone through, so nothing falls between. At the end counts and a sample are compared, and searches turn to
 * the new one in one step; the old one is kept until the next rebuild. One rebuild runs at a time in the whole system.
 */
public final class Reindexing {
    static final String WORK = "reindex";

    private static final Logger LOG = LoggerFactory.getLogger(Reindexing.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int PAGE = 500;

    /** Renewed with every page; whoever does not for so long has died. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration VISIT = Duration.ofSeconds(1);

    private final PresentState present;
    private final IndexStore store;
    private final Reindexes reindexes;
    private final Patience patience;
    private final Executor background;
    private final Clock clock;

    /**
     * @param patience outlasts short outages of Elasticsearch, car and booking
     * @param background runs work that outlives the request that asked for it
     */
    public Reindexing(
            PresentState present,
            IndexStore store,
            Reindexes reindexes,
            Patience patience,
            Executor background,
            Clock clock) {
        this.present = requireNonNull(present);
        this.store = requireNonNull(store);
        this.reindexes = requireNonNull(reindexes);
        this.patience = requireNonNull(patience);
        this.background = requireNonNull(background);
        this.clock = requireNonNull(clock);
    }

    /** Starts a rebuild, or finds the one that is running. */
    public Future<Reindex> start() {
        var id = Ids.next();
        return reindexes.lease(WORK, id, LEASE).compose(holder -> holder.equals(id) ? begin(id) : running(holder));
    }

    /** How far a rebuild is, wherever it runs. One whose node has died is failed. */
    public Future<Optional<Reindex>> find(UUID id) {
        return reindexes
                .find(id)
                .compose(found -> found.filter(reindex -> reindex.status() == Status.RUNNING)
                        .map(this::checked)
                        .orElseGet(() -> Future.succeededFuture(found)));
    }

    /** Rebuilds when there is no index, or one of another mapping. */
    public Future<Void> ensure() {
        return store.live()
                .compose(live ->
                        live.filter(store::isPresent).isPresent() ? Future.succeededFuture() : start().mapEmpty());
    }

    private Future<Reindex> begin(UUID id) {
        var reindex = Reindex.started(id, store.newName(), clock.instant());
        return reindexes
                .save(reindex)
                .onSuccess(saved -> background.execute(() -> run(reindex)))
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

    /** Whoever holds the right to rebuild is at it; when nobody does, the rebuild has ended or its node has. */
    private Future<Optional<Reindex>> checked(Reindex reindex) {
        var visitor = Ids.next();
        return reindexes
                .lease(WORK, visitor, VISIT)
                .compose(holder -> holder.equals(visitor)
                        ? reindexes
                                .find(reindex.id())
                                .compose(found -> ended(found.orElse(reindex)))
                                .eventually(() -> reindexes.release(WORK, visitor))
                                .map(Optional::of)
                        : Future.succeededFuture(Optional.of(reindex)));
    }

    private Future<Reindex> ended(Reindex reindex) {
        return reindex.status() == Status.RUNNING ? finish(reindex, Status.FAILED) : Future.succeededFuture(reindex);
    }

    private void run(Reindex started) {
        LOG.info("Building the index {}", started.index());
        build(started)
                .onSuccess(done -> LOG.info("The index {} is built: {} documents", done.index(), done.indexed()))
                .recover(fault -> {
                    LOG.error("The index {} could not be built", started.index(), fault);
                    return patience.with(() -> giveUp(started));
                })
                .onComplete(finished -> patience.with(() -> reindexes.release(WORK, started.id())));
    }

    private Future<Reindex> giveUp(Reindex started) {
        return store.drop(started.index())
                .compose(dropped -> reindexes.find(started.id()))
                .compose(found -> finish(found.orElse(started), Status.FAILED));
    }

    private Future<Reindex> build(Reindex started) {
        var sample = new ArrayList<CarDocument>();
        return patience.with(() -> clear(started))
                .compose(cleared -> copy(started, BEFORE_ALL, sample))
                .compose(copied -> patience.with(() -> verify(copied, sample)))
                .compose(copied -> patience.with(
                        () -> store.promote(copied.index()).compose(promoted -> finish(copied, Status.DONE))));
    }

    private Future<Void> clear(Reindex started) {
        return store.live()
                .compose(live -> store.dropAllBut(live.map(Set::of).orElse(Set.of())))
                .compose(cleared -> store.create(started.index()));
    }

    private Future<Reindex> copy(Reindex reindex, UUID after, List<CarDocument> sample) {
        return patience.with(() -> present.after(after, PAGE)).compose(documents -> {
            if (documents.isEmpty()) {
                return Future.succeededFuture(reindex);
            }
            var last = documents.get(documents.size() - 1);
            if (sample.size() < PAGE) {
                sample.add(last);
            }
            return patience.with(() -> store.write(Set.of(reindex.index()), documents)
                            .compose(refusals -> progressed(reindex, documents, refusals)))
                    .compose(progressed -> copy(progressed, UUID.fromString(last.id()), sample));
        });
    }

    private Future<Reindex> progressed(Reindex reindex, List<CarDocument> documents, List<Refusal> refusals) {
        refusals.forEach(refusal -> LOG.error("The new index refuses {}", refusal));
        var progressed = reindex.progressed(documents.size() - refusals.size(), refusals.size());
        return reindexes
                .lease(WORK, reindex.id(), LEASE)
                .compose(holder -> holder.equals(reindex.id())
                        ? reindexes.save(progressed)
                        : Future.failedFuture(new IllegalStateException("Another rebuild has taken over")))
                .map(saved -> progressed);
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
