package rental.search;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import rental.contract.event.Event;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.server.ApiServer;
import rental.runtime.http.server.ServiceEdge;
import rental.runtime.metrics.Invariants;
import rental.runtime.metrics.Meters;
import rental.runtime.outbox.EventConsumer;
import rental.search.api.SearchApi;
import rental.search.api.SearchRequests;
import rental.search.application.Background;
import rental.search.application.Comparisons;
import rental.search.application.Confirming;
import rental.search.application.Freshness;
import rental.search.application.IndexStore;
import rental.search.application.Indexing;
import rental.search.application.Patience;
import rental.search.application.PresentState;
import rental.search.application.Reconciling;
import rental.search.application.Reindexing;
import rental.search.application.Searching;
import rental.search.infrastructure.Elastic;
import rental.search.infrastructure.ElasticCarIndex;
import rental.search.infrastructure.ElasticComparisons;
import rental.search.infrastructure.ElasticIndexStore;
import rental.search.infrastructure.ElasticReindexes;
import rental.search.infrastructure.IndexNames;
import rental.search.model.Comparison;

/**
 * Wires the search service: Elasticsearch, its operations, the facts it takes. It starts without Elasticsearch, too, and
 * is then unhealthy until that is there.
 */
public final class SearchVerticle extends VerticleBase {
    private static final Duration UPKEEP_TIMEOUT = Duration.ofSeconds(10);
    private static final int TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Freshness FRESHNESS = new Freshness(Clock.tickMillis(ZoneOffset.UTC));

    private static final long AGE_INTERVAL_MILLIS = 5_000;

    private final SearchConfig config;
    private final Meters meters;
    private ApiServer server;

    public SearchVerticle(SearchConfig config) {
        this(config, Meters.ofProcess());
    }

    SearchVerticle(SearchConfig config, Meters meters) {
        this.config = requireNonNull(config);
        this.meters = requireNonNull(meters);
    }

    @Override
    public Future<?> start() {
        var clock = Clock.tickMillis(ZoneOffset.UTC);
        var elastic = new Elastic(vertx, config.nodes(), config.timeout());
        // Writing and looking after indexes may take longer, and keeps no search from a connection.
        var upkeep = new Elastic(vertx, config.nodes(), UPKEEP_TIMEOUT);
        var names = IndexNames.of(config.indexPrefix());
        var store = new ElasticIndexStore(upkeep, names, clock);
        var index = new ElasticCarIndex(elastic, names);
        var reindexes = new ElasticReindexes(upkeep, names, clock);
        var comparisons = new ElasticComparisons(upkeep, names, clock);
        var bus = TypedBus.on(vertx);
        var present = new PresentState(bus);
        var indexing = new Indexing(present, store);
        var background = new Background(vertx, context);
        var patience = new Patience(vertx, TRIES, PAUSE);
        var reindexing = new Reindexing(present, store, reindexes, patience, background, config.rebuildLease(), clock);
        var repairs = meters.counted(
                "rental.index.repairs", "Documents that differed from the databases and were written anew.");
        var reconciling = new Reconciling(
                vertx,
                present,
                store,
                indexing,
                config.reconcileGrace(),
                () -> reindexing.start().mapEmpty(),
                repairs::more);
        var requests =
                new SearchRequests(config.edge().currency(), config.windows().rules(), clock);
        var searching = new Searching(index, new Confirming(vertx, bus), FRESHNESS);
        var contract = Contract.in(config.edge().currency());
        var operations = new SearchApi(contract, requests, searching, index, reindexing).operations();
        new IndexKeeper(
                        vertx,
                        reindexing,
                        reconciling,
                        reindexes,
                        comparisons,
                        config.reconcileInterval(),
                        Invariants.measured(meters))
                .begin();
        tellAge(clock);
        return ServiceEdge.of(vertx, contract, config.edge(), "search", operations, () -> health(store, comparisons))
                .on(bus)
                .open(config.service().port())
                .onSuccess(opened -> server = opened)
                .compose(serving -> consume(bus, "car", indexing::take))
                .compose(serving -> consume(bus, "booking", indexing::take));
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown();
    }

    private void tellAge(Clock clock) {
        var age = meters.level(
                "rental.index.age.seconds",
                "How old the index may be: an outage of it, or of its sources, shows here.");
        vertx.setPeriodic(
                0,
                AGE_INTERVAL_MILLIS,
                tick -> age.is(
                        Duration.between(FRESHNESS.asOf(), clock.instant()).toMillis() / 1e3));
    }

    private Future<Void> consume(TypedBus bus, String source, Function<List<Event>, Future<Void>> effect) {
        return EventConsumer.of(bus, source, "search").serve(events -> {
            FRESHNESS.writing(source, events);
            return effect.apply(events).onSuccess(written -> FRESHNESS.written(source));
        });
    }

    private static Future<HealthReport> health(IndexStore store, Comparisons comparisons) {
        return store.live()
                .compose(live -> live.map(index -> health(store, index, comparisons))
                        .orElseGet(() ->
                                Future.succeededFuture(HealthReport.degraded(List.of("The index is being built.")))))
                .otherwise(HealthReport.unhealthy("Elasticsearch does not answer."));
    }

    private static Future<HealthReport> health(IndexStore store, String index, Comparisons comparisons) {
        return Future.all(store.isServed(index), comparisons.last())
                .map(known -> known.<Boolean>resultAt(0)
                        ? health(known.<Optional<Comparison>>resultAt(1))
                        : HealthReport.unhealthy("Elasticsearch has not opened the index yet."));
    }

    private static HealthReport health(Optional<Comparison> last) {
        return last.filter(comparison -> comparison.differing() > 0)
                .map(comparison -> HealthReport.degraded(
                        List.of("Documents differed from the databases at %s and were written anew (%d)."
                                .formatted(comparison.at(), comparison.differing()))))
                .orElseGet(HealthReport::healthy);
    }
}
