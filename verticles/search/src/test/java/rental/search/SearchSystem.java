package rental.search;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import rental.car.CarConfig;
import rental.car.CarVerticle;
import rental.contract.Address;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.contract.car.Car;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.http.Json;
import rental.runtime.metrics.Meters;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.outbox.Relay;
import rental.testkit.TestDatabase;

/** Search beside the real fleet on a real database, with its relay, and a stand-in for booking. */
final class SearchSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int INSTANCES = 2;
    private static final byte[] NO_BODY = {};
    private static final Caller ADMIN =
            new Caller(UUID.randomUUID(), UUID.randomUUID(), Set.of(Role.CUSTOMER, Role.STAFF, Role.ADMIN));

    private final Vertx vertx = Vertx.vertx();
    private final StandInBooking booking;
    private final TypedBus bus;
    private final SearchConfig config;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private String search;

    private SearchSystem(SearchConfig config) {
        TypedBus.prepare(vertx);
        this.bus = TypedBus.on(vertx);
        this.booking = new StandInBooking(vertx);
        this.config = config;
    }

    /** @param settings above defaults that make things happen quickly, in pairs of name and value */
    static SearchSystem start(TestDatabase database, String elasticsearch, String prefix, String... settings) {
        var environment = new TreeMap<>(Map.ofEntries(
                Map.entry("CAR_PORT", "0"),
                Map.entry("SEARCH_PORT", "0"),
                Map.entry("CAR_DATABASE_URL", database.url()),
                Map.entry("ELASTICSEARCH_URL", elasticsearch),
                Map.entry("ELASTICSEARCH_INDEX_PREFIX", prefix),
                Map.entry("SEARCH_RECONCILE_INTERVAL", "1s"),
                Map.entry("SEARCH_RECONCILE_GRACE", "1s"),
                Map.entry("SEARCH_REBUILD_LEASE", "1s"),
                Map.entry("OUTBOX_POLL", "20ms")));
        for (var i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        var cars = Configuration.read(CarConfig.class, environment);
        var system = new SearchSystem(Configuration.read(SearchConfig.class, environment));
        var outbox = Configuration.read(OutboxConfig.class, environment);
        await(system.vertx.deployVerticle(new CarVerticle(cars)));
        await(system.booking.serve());
        await(system.vertx.deployVerticle(new Relay("car", List.of("search"), cars.database(), outbox)));
        system.startSearch();
        return system;
    }

    void startSearch() {
        search = await(vertx.deployVerticle(
                () -> new SearchVerticle(config, Meters.of(meters)), new DeploymentOptions().setInstances(INSTANCES)));
    }

    void stopSearch() {
        await(vertx.undeploy(search));
    }

    StandInBooking booking() {
        return booking;
    }

    /** How many documents were repaired since the start. */
    double repairs() {
        var counter = meters.find("rental.index.repairs").counter();
        return counter == null ? 0 : counter.count();
    }

    /** What the last comparison has found, as it is measured. */
    double violations() {
        return meters.get("rental.invariant.violations").gauge().value();
    }

    /** Asked in turn. */
    Set<HealthReport.Status> healthOfEach() {
        return Stream.generate(this::health).limit(INSTANCES).collect(Collectors.toSet());
    }

    HealthReport.Status health() {
        return await(bus.request(Health.of("search"), new Address.Nothing(), PATIENCE))
                .status();
    }

    /** Waits until search has taken every change of the fleet, and shows it. */
    void untilAllIsTaken(TestDatabase database) {
        until(() -> database.query("SELECT 1 FROM outbox WHERE 'search' = ANY (pending) LIMIT 1")
                .isEmpty());
        untilSearchable();
    }

    void untilHealthy() {
        until(() -> health() == HealthReport.Status.HEALTHY);
    }

    /** What has been written is searched after the index's next refresh: a last change that is seen says that all are. */
    void untilSearchable() {
        var last = create(Details.ofCar("The last one").json());
        until(() -> search("query", "last").names().size() == 1);
        delete(last.id());
        until(() -> search("query", "last").names().isEmpty());
    }

    /** An answer, looked at. */
    record Answer(ApiResponse response) {
        int status() {
            return response.status();
        }

        JsonNode body() {
            return Json.tree(response.body());
        }

        String text(String pointer) {
            var node = body().at(pointer);
            return node.isNull() || node.isMissingNode() ? null : node.asText();
        }

        List<String> names() {
            return StreamSupport.stream(body().at("/items").spliterator(), false)
                    .map(item -> item.at("/car/name").asText())
                    .toList();
        }

        List<String> texts(String pointer) {
            return StreamSupport.stream(body().at(pointer).spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    /** Adds a car. */
    Car create(byte[] details) {
        return Json.read(
                ask("car", "createCar", Map.of(), Map.of(), details).response().body(), Car.class);
    }

    /** Adds cars, and waits until they can be found. */
    void create(int cars, TestDatabase database) {
        await(Future.all(Stream.iterate(1, n -> n + 1)
                .limit(cars)
                .map(n -> creating(Details.ofCar("Car " + n).json()))
                .toList()));
        untilAllIsTaken(database);
    }

    /** How many cars can be found. */
    int total() {
        return search("limit", "1").body().at("/total").asInt(-1);
    }

    /** Waits until so many cars are found. */
    void untilTotal(int total, String... parameters) {
        until(() -> search(parameters).body().at("/total").asInt(-1) == total);
    }

    /** Deletes what can be found, up to a page of it. */
    void removeAll() {
        search("limit", "100")
                .body()
                .at("/items")
                .forEach(item -> delete(UUID.fromString(item.at("/car/id").asText())));
        untilTotal(0);
    }

    Future<Car> creating(byte[] details) {
        return asking("car", "createCar", Map.of(), Map.of(), details)
                .map(made -> Json.read(made.response().body(), Car.class));
    }

    Future<Car> patching(UUID id, String patch) {
        return asking("car", "updateCar", Map.of("id", id.toString()), Map.of(), patch.getBytes())
                .map(made -> Json.read(made.response().body(), Car.class));
    }

    Car patch(UUID id, String patch) {
        return await(patching(id, patch));
    }

    void delete(UUID id) {
        await(deleting(id));
    }

    Future<Void> deleting(UUID id) {
        return asking("car", "deleteCar", Map.of("id", id.toString()), Map.of(), NO_BODY)
                .mapEmpty();
    }

    /** Searches around the middle of San Francisco unless told otherwise; names and values in turn. */
    Answer search(String... parameters) {
        return search(query(parameters));
    }

    /** The same, all at once. @return in the same order */
    List<Answer> searchAtOnce(List<String[]> searches) {
        var answers = searches.stream()
                .map(parameters -> asking("search", "searchCars", Map.of(), query(parameters), NO_BODY))
                .toList();
        await(Future.all(answers));
        return answers.stream().map(Future::result).toList();
    }

    private static Map<String, List<String>> query(String... parameters) {
        var query = new TreeMap<String, List<String>>(
                Map.of("latitude", List.of("37.7749"), "longitude", List.of("-122.4194"), "radius", List.of("100")));
        for (var i = 0; i < parameters.length; i += 2) {
            query.merge(parameters[i], List.of(parameters[i + 1]), SearchSystem::joined);
        }
        return query;
    }

    private static List<String> joined(List<String> before, List<String> more) {
        return StreamSupport.stream(List.of(before, more).spliterator(), false)
                .flatMap(List::stream)
                .toList();
    }

    Answer search(Map<String, List<String>> query) {
        return ask("search", "searchCars", Map.of(), query, NO_BODY);
    }

    Answer searchByBody(String body) {
        return ask("search", "searchCarsByBody", Map.of(), Map.of(), body.getBytes());
    }

    Answer suggest(String prefix) {
        return ask("search", "suggestCars", Map.of(), Map.of("prefix", List.of(prefix)), NO_BODY);
    }

    Answer reindex() {
        return ask("search", "startReindex", Map.of(), Map.of(), NO_BODY);
    }

    Answer reindex(String id) {
        return ask("search", "getReindex", Map.of("id", id), Map.of(), NO_BODY);
    }

    private Answer ask(
            String service, String operation, Map<String, String> path, Map<String, List<String>> query, byte[] body) {
        return await(asking(service, operation, path, query, body));
    }

    private Future<Answer> asking(
            String service, String operation, Map<String, String> path, Map<String, List<String>> query, byte[] body) {
        var request = new ApiRequest(operation, Optional.of(ADMIN), "127.0.0.1", path, query, Map.of(), body);
        return bus.request(Api.of(service), request, PATIENCE).map(Answer::new);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    /** Waits for a condition; only for what comes by itself. */
    static void until(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(condition::getAsBoolean);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}
