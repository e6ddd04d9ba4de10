package rental.notification;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import rental.contract.Address;
import rental.contract.Ids;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.contract.auth.AuthAddresses;
import rental.contract.auth.FindUsers;
import rental.contract.auth.MailRequested;
import rental.contract.auth.User;
import rental.contract.auth.UserChanged;
import rental.contract.auth.UserErased;
import rental.contract.booking.Booking;
import rental.contract.booking.BookingChanged;
import rental.contract.event.Event;
import rental.contract.event.EventBatch;
import rental.contract.event.EventReceipt;
import rental.contract.event.Feeds;
import rental.contract.health.Health;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.http.Json;

/**
 * A node with the notification service on a Vert.x of its own, with an auth service that knows the users the test tells
 * of. Facts are handed to it the way a relay does. Several of them on one database are as many nodes.
 */
final class Service implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_AT_ONCE = 500;
    private static final byte[] NO_BODY = {};

    private final Vertx vertx = Vertx.vertx();
    private final Map<UUID, User> users = new ConcurrentHashMap<>();
    private final TypedBus bus;
    private final NotificationVerticle verticle;

    private Service(Map<String, String> settings) {
        TypedBus.prepare(vertx);
        bus = TypedBus.on(vertx);
        verticle = new NotificationVerticle(Configuration.read(NotificationConfig.class, settings));
    }

    /** @param settings above defaults that make things happen quickly, in pairs of name and value */
    static Service on(String databaseUrl, String... settings) {
        var environment = new HashMap<>(Map.of(
                "NOTIFICATION_DATABASE_URL", databaseUrl,
                "NOTIFICATION_PORT", "0",
                "NOTIFICATION_INTERVAL", "100ms",
                "EVENTS_INTERVAL", "200ms"));
        for (var i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        var service = new Service(environment);
        await(service.start());
        return service;
    }

    private Future<?> start() {
        bus.serve(
                AuthAddresses.FIND_USERS,
                (FindUsers ask) -> Future.succeededFuture(new FindUsers.UsersFound(ask.ids().stream()
                        .filter(users::containsKey)
                        .map(users::get)
                        .toList())));
        return bus.ready().compose(ready -> vertx.deployVerticle(verticle));
    }

    Vertx vertx() {
        return vertx;
    }

    int port() {
        return verticle.port();
    }

    /** A user that auth knows and this service has not heard of. */
    User userOfAuth(String name) {
        var id = Ids.next();
        var email = name.toLowerCase(Locale.ROOT) + "-" + id + "@example.com";
        var user = new User(id, email, name, "en-US", Set.of(Role.CUSTOMER), true, false, 1, Instant.now());
        users.put(id, user);
        return user;
    }

    /** A user that this service has heard of. */
    User user(String name) {
        var user = userOfAuth(name);
        tellAuth(Bookings.event(UserChanged.TYPE, user.id(), new UserChanged(user)));
        return user;
    }

    void erased(User user) {
        users.remove(user.id());
        tellAuth(Bookings.event(UserErased.TYPE, user.id(), new UserErased(user.id())));
    }

    void mailRequested(User user, String kind, Optional<String> token, Optional<Instant> expiresAt) {
        var reason = kind.equals(MailRequested.SECURITY_ALERT)
                ? Optional.of("Your password was changed.")
                : Optional.<String>empty();
        tellAuth(Bookings.event(
                kind,
                user.id(),
                new MailRequested(
                        kind, user.id(), user.email(), user.name(), user.locale(), token, expiresAt, reason)));
    }

    void happened(BookingChanged.Kind kind, Booking booking) {
        tell(Bookings.event(kind, booking));
    }

    /** So many bookings of a user are confirmed. */
    void book(UUID userId, int count) {
        for (var begun = 0; begun < count; begun += MOST_AT_ONCE) {
            tell(IntStream.range(begun, Math.min(count, begun + MOST_AT_ONCE))
                    .mapToObj(i -> Bookings.event(BookingChanged.Kind.CONFIRMED, Bookings.confirmed(userId)))
                    .toArray(Event[]::new));
        }
    }

    /** Hands over facts of booking, which must be taken. */
    void tell(Event... events) {
        taken("booking", events);
    }

    void tellAuth(Event... events) {
        taken("auth", events);
    }

    EventReceipt handOver(String source, Event... events) {
        return await(bus.request(Feeds.feed(source, "notification"), new EventBatch(List.of(events)), PATIENCE));
    }

    private void taken(String source, Event... events) {
        var receipt = handOver(source, events);
        if (receipt.taken() != events.length) {
            throw new AssertionError("Not taken: " + receipt);
        }
    }

    ApiResponse as(User user, String operation, Map<String, String> query) {
        return ask(operation, caller(user.id(), Role.CUSTOMER), Map.of(), query);
    }

    ApiResponse asAdmin(String operation, Map<String, String> path, Map<String, String> query) {
        return ask(operation, caller(Ids.next(), Role.ADMIN), path, query);
    }

    /** The kind and the status of each of the user's notifications, newest first: {@code booking-confirmed sent}. */
    List<String> statuses(User user) {
        var items = Json.tree(as(user, "listNotifications", Map.of()).body()).at("/items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(item ->
                        item.at("/kind").asText() + " " + item.at("/status").asText())
                .toList();
    }

    /** How the service says it is. */
    String health() {
        return await(bus.request(Health.of("notification"), new Address.Nothing(), PATIENCE))
                .status()
                .name();
    }

    TypedBus bus() {
        return bus;
    }

    private static Caller caller(UUID userId, Role role) {
        return new Caller(userId, Ids.next(), EnumSet.of(Role.CUSTOMER, role));
    }

    private ApiResponse ask(String operation, Caller caller, Map<String, String> path, Map<String, String> query) {
        var parameters = new HashMap<String, List<String>>();
        query.forEach((name, value) -> parameters.put(name, List.of(value)));
        var request = new ApiRequest(operation, Optional.of(caller), "127.0.0.1", path, parameters, Map.of(), NO_BODY);
        return await(bus.request(Api.of("notification"), request, PATIENCE));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
