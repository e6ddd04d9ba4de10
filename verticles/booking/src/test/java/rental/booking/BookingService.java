package rental.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import rental.contract.Address;
import rental.contract.Ids;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.Caller;
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
final class BookingService implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final MovableClock clock = new MovableClock();
    private final Map<UUID, Car> fleet = new ConcurrentHashMap<>();
    private final Set<UUID> users = ConcurrentHashMap.newKeySet();
    private final Vertx vertx = Vertx.vertx();
    private final TypedBus bus;

    private BookingService() {
        TypedBus.prepare(vertx);
        bus = TypedBus.on(vertx);
    }

    /** @param settings above the defaults, in pairs of name and value */
    static BookingService on(String databaseUrl, String... settings) {
        var service = new BookingService();
        var environment = new HashMap<>(Map.of(
                "BOOKING_DATABASE_URL", databaseUrl,
                "BOOKING_SWEEP", "50ms",
                "BOOKING_PORT", "0",
                "RATE_LIMIT_GLOBAL", "off"));
        for (var i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        var config = Configuration.read(BookingConfig.class, environment);
        await(service.serveOthers()
                .compose(ready -> service.vertx.deployVerticle(
                        () -> new BookingVerticle(config, service.clock), new DeploymentOptions().setInstances(2))));
        return service;
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

    Client customer() {
        return customer(signUp());
    }

    Client customer(UUID id) {
        return new Client(id, Set.of(Role.CUSTOMER));
    }

    Client staff() {
        return new Client(signUp(), Set.of(Role.CUSTOMER, Role.STAFF));
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

    /** Someone who calls the service. */
    final class Client {
        private final Caller caller;

        private Client(UUID id, Set<Role> roles) {
            caller = new Caller(id, Ids.next(), roles);
        }

        UUID id() {
            return caller.userId();
        }

        Answer book(Car car, Instant from, Instant to, Object... more) {
            return await(booking(car, from, to, Map.of(), more));
        }

        Future<Answer> booking(Car car, Instant from, Instant to, Map<String, String> headers, Object... more) {
            return send("createBooking", Map.of(), Map.of(), headers, window(car, from, to, more));
        }

        Answer quote(Car car, Instant from, Instant to, Object... more) {
            return await(send("createQuote", Map.of(), Map.of(), Map.of(), window(car, from, to, more)));
        }

        /** An operation on one booking, car or block. @param more fields of the body, in pairs */
        Answer on(String operation, UUID id, Object... more) {
            return await(sendOn(operation, id, more));
        }

        Future<Answer> sendOn(String operation, UUID id, Object... more) {
            return send(
                    operation, Map.of("id", id.toString()), Map.of(), Map.of(), more.length == 0 ? null : body(more));
        }

        Answer query(String operation, Map<String, String> path, Map<String, String> query) {
            return await(send(operation, path, query, Map.of(), null));
        }

        Answer ask(String operation, Map<String, String> path, Map<String, String> headers, Map<String, Object> body) {
            return await(send(operation, path, Map.of(), headers, body));
        }

        private static Map<String, Object> window(Car car, Instant from, Instant to, Object... more) {
            var body = body(more);
            body.put("carId", car.id());
            body.put("pickupTime", from);
            body.put("dropoffTime", to);
            return body;
        }

        private static Map<String, Object> body(Object... pairs) {
            var body = new LinkedHashMap<String, Object>();
            for (var i = 0; i < pairs.length; i += 2) {
                body.put((String) pairs[i], pairs[i + 1]);
            }
            return body;
        }

        private Future<Answer> send(
                String operation,
                Map<String, String> path,
                Map<String, String> query,
                Map<String, String> headers,
                Map<String, Object> body) {
            var parameters = new HashMap<String, List<String>>();
            query.forEach((name, value) -> parameters.put(name, List.of(value)));
            var request = new ApiRequest(
                    operation,
                    Optional.of(caller),
                    "127.0.0.1",
                    path,
                    parameters,
                    headers,
                    body == null ? new byte[0] : Json.write(body));
            return bus.request(Api.of("booking"), request, PATIENCE).map(Answer::new);
        }
    }
}
