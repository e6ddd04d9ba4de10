package rental.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import rental.contract.Address;
import rental.contract.Ids;
import rental.contract.api.Role;
import rental.contract.auth.AuthAddresses;
import rental.contract.auth.FindUsers;
import rental.contract.auth.User;
import rental.contract.car.Car;
import rental.contract.car.CarAddresses;
import rental.contract.car.CarChanged;
import rental.contract.car.CarsFound;
import rental.contract.car.FindCars;
import rental.contract.event.Event;
import rental.contract.event.EventBatch;
import rental.contract.event.EventReceipt;
import rental.contract.event.Feeds;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.http.Json;

/**
 * The booking service on a Vert.x of its own, with a car service and an auth service that know what the test tells them.
 */
class BookingService implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final MovableClock clock = new MovableClock();
    private final Map<UUID, Car> fleet = new ConcurrentHashMap<>();
    private final Set<UUID> users = ConcurrentHashMap.newKeySet();
    private final Vertx vertx = Vertx.vertx();
    private final TypedBus bus;

    private final Map<String, String> settings;

    /** @param settings above the defaults, in pairs of name and value */
    BookingService(String... settings) {
        this.settings = pairs(settings);
        TypedBus.prepare(vertx);
        bus = TypedBus.on(vertx);
    }

    /** One that runs already. */
    static BookingService on(String databaseUrl, String... settings) {
        var service = new BookingService(settings);
        service.begin(databaseUrl);
        return service;
    }

    final void begin(String databaseUrl) {
        var environment = new HashMap<>(Map.of(
                "BOOKING_DATABASE_URL", databaseUrl,
                "BOOKING_SWEEP", "50ms",
                "BOOKING_PORT", "0",
                "RATE_LIMIT_GLOBAL", "off"));
        environment.putAll(settings);
        var config = Configuration.read(BookingConfig.class, environment);
        await(serveOthers()
                .compose(ready -> vertx.deployVerticle(
                        () -> new BookingVerticle(config, clock), new DeploymentOptions().setInstances(2))));
    }

    private static Map<String, String> pairs(String... namesAndValues) {
        var pairs = new HashMap<String, String>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            pairs.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return pairs;
    }

    private Future<Void> serveOthers() {
        return bus.serve(
                        CarAddresses.FIND,
                        (FindCars ask) -> Future.succeededFuture(new CarsFound(ask.ids().stream()
                                .filter(fleet::containsKey)
                                .map(fleet::get)
                                .toList())))
                .serve(
                        AuthAddresses.FIND_USERS,
                        (FindUsers ask) -> Future.succeededFuture(new FindUsers.UsersFound(ask.ids().stream()
                                .filter(users::contains)
                                .map(BookingService::user)
                                .toList())))
                .ready();
    }

    private static User user(UUID id) {
        return new User(id, id + "@example.com", "", "en", Set.of(Role.CUSTOMER), true, false, 1, Instant.EPOCH);
    }

    /** A car that only the car service knows of. */
    Car parked(Car car) {
        fleet.put(car.id(), car);
        return car;
    }

    /** A car that booking has heard of. */
    Car parkedAndTold(Car car) {
        parked(car);
        tell(car);
        return car;
    }

    /** Hands the fact that a car has changed to booking. */
    void tell(Car... cars) {
        var events = new ArrayList<Event>();
        for (var car : cars) {
            events.add(new Event(
                    Ids.next(),
                    CarChanged.TYPE,
                    car.id(),
                    Instant.now(),
                    new String(Json.write(new CarChanged(car)), UTF_8),
                    "test",
                    Optional.empty()));
        }
        tell(events);
    }

    EventReceipt tell(List<Event> events) {
        return ask(Feeds.feed("car", "booking"), new EventBatch(events));
    }

    UUID signUp() {
        var id = Ids.next();
        users.add(id);
        return id;
    }

    <Q extends Record, R> R ask(Address<Q, R> address, Q question) {
        return await(bus.request(address, question, PATIENCE));
    }

    BookingClient customer() {
        return customer(signUp());
    }

    BookingClient customer(UUID id) {
        return new BookingClient(bus, id, Set.of(Role.CUSTOMER));
    }

    BookingClient staff() {
        return new BookingClient(bus, signUp(), Set.of(Role.CUSTOMER, Role.STAFF));
    }

    Future<?> pause(Duration time) {
        return vertx.timer(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
