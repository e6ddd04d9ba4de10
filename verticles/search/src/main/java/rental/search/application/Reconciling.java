package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.upkeep.Steps;
import rental.search.application.IndexStore.Stored;
import rental.search.model.CarDocument;

/**
 * Compares every car with its document and repairs what differs. What differs may only be on its way, so it is looked at
 * again after a grace before it counts: in a healthy system nothing ever does.
 */
public final class Reconciling {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciling.class);
    private static final UUID BEFORE_ALL = new UUID(0, 0);
    private static final int PAGE = 500;

    private final Vertx vertx;
    private final PresentState present;
    private final IndexStore store;
    private final Indexing indexing;
    private final Duration grace;
    private final Supplier<Future<Void>> rebuild;
    private final LongConsumer repaired;

    /**
     * @param grace how long a change may be on its way
     * @param rebuild starts building the index anew: the only way back for documents that are newer than the databases
     * @param repaired is told how many documents were repaired
     */
    public Reconciling(
            Vertx vertx,
            PresentState present,
            IndexStore store,
            Indexing indexing,
            Duration grace,
            Supplier<Future<Void>> rebuild,
            LongConsumer repaired) {
        this.vertx = requireNonNull(vertx);
        this.present = requireNonNull(present);
        this.store = requireNonNull(store);
        this.indexing = requireNonNull(indexing);
        this.grace = requireNonNull(grace);
        this.rebuild = requireNonNull(rebuild);
        this.repaired = requireNonNull(repaired);
    }

    /** Goes through the whole fleet once. @return how many documents were repaired */
    public Future<Long> run() {
        return store.live().compose(live -> live.map(this::compare).orElseGet(() -> Future.succeededFuture(0L)));
    }

    /** How far the comparison is. @param after the last car that was looked at; empty when that was the last of all */
    private record Comparing(Optional<UUID> after, long repaired) {
        Comparing since(Comparing before) {
            return new Comparing(after, before.repaired + repaired);
        }
    }

    private Future<Long> compare(String index) {
        return Steps.from(
                        new Comparing(Optional.of(BEFORE_ALL), 0),
                        before -> before.after()
                                .map(after -> page(index, after).map(page -> Optional.of(page.since(before))))
                                .orElseGet(() -> Future.succeededFuture(Optional.empty())))
                .map(Comparing::repaired);
    }

    private Future<Comparing> page(String index, UUID after) {
        return present.after(after, PAGE).compose(documents -> {
            var last = documents.size() < PAGE
                    ? Optional.<UUID>empty()
                    : Optional.of(UUID.fromString(documents.get(PAGE - 1).id()));
            return suspects(index, after, last, documents)
                    .compose(suspects -> suspects.isEmpty() ? Future.succeededFuture(0L) : again(index, suspects))
                    .map(repaired -> new Comparing(last, repaired));
        });
    }

    /** The cars whose document is missing, older or different, and documents without a car; each with the version it should have reached. */
    private Future<Map<UUID, Long>> suspects(
            String index, UUID after, Optional<UUID> last, List<CarDocument> documents) {
        return store.range(index, after, last, 2 * PAGE).map(stored -> {
            var expected = byId(documents);
            var there = stored.stream().collect(Collectors.toMap(Stored::id, Function.identity()));
            return Stream.concat(expected.keySet().stream(), there.keySet().stream())
                    .distinct()
                    .filter(id -> !agree(expected.get(id), there.get(id)))
                    .collect(Collectors.toMap(
                            UUID::fromString,
                            id -> expected.containsKey(id) ? expected.get(id).version() : 0));
        });
    }

    private boolean agree(CarDocument expected, Stored stored) {
        return expected != null
                && stored != null
                && stored.version() == expected.version()
                && stored.content().equals(store.content(expected));
    }

    /** An index that was replaced meanwhile is no longer written, and what it lacks is no fault. */
    private Future<Long> again(String index, Map<UUID, Long> suspects) {
        return vertx.timer(grace.toMillis(), TimeUnit.MILLISECONDS)
                .compose(waited -> store.live())
                .compose(live -> live.filter(index::equals).isPresent()
                        ? lookAgain(index, suspects)
                        : Future.succeededFuture(0L));
    }

    /** The index first: what is there then is no newer than what the databases say afterwards. */
    private Future<Long> lookAgain(String index, Map<UUID, Long> suspects) {
        return store.find(index, ids(suspects))
                .compose(stored -> present.of(suspects.keySet())
                        .compose(documents -> repair(index, suspects, byId(documents), stored)));
    }

    private Future<Long> repair(
            String index, Map<UUID, Long> suspects, Map<String, CarDocument> expected, Map<String, Stored> stored) {
        var wrong = new ArrayList<UUID>();
        var orphans = new ArrayList<Stored>();
        var ahead = new ArrayList<UUID>();
        suspects.forEach((id, version) -> {
            var document = expected.get(id.toString());
            var there = stored.get(id.toString());
            if (document == null && there != null) {
                orphans.add(there);
            } else if (document != null && there != null && there.version() > document.version()) {
                ahead.add(id);
            } else if (document != null && differs(document, there, version)) {
                wrong.add(id);
            }
        });
        var count = (long) wrong.size() + orphans.size() + ahead.size();
        if (count == 0) {
            return Future.succeededFuture(0L);
        }
        LOG.warn(
                "The index is repaired: cars {}, documents without a car {}, cars in later versions than there are {}",
                wrong,
                orphans.size(),
                ahead);
        return indexing.index(wrong)
                .compose(written -> store.remove(index, orphans))
                // A database that was restored: Elasticsearch keeps the later of two versions.
                .compose(removed -> ahead.isEmpty() ? Future.succeededFuture() : rebuild.get())
                .onSuccess(done -> repaired.accept(count))
                .map(count);
    }

    /** Not reached in the grace what was true before it, or the same version with another content. */
    private boolean differs(CarDocument expected, Stored stored, long version) {
        return stored == null
                || stored.version() < version
                || (stored.version() == expected.version() && !stored.content().equals(store.content(expected)));
    }

    private static Map<String, CarDocument> byId(List<CarDocument> documents) {
        return documents.stream().collect(Collectors.toMap(CarDocument::id, Function.identity()));
    }

    private static List<String> ids(Map<UUID, Long> suspects) {
        return suspects.keySet().stream().map(UUID::toString).toList();
    }
}
