package rental.standalone;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Ids;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.runtime.bus.TypedBus;

/** Sees to it that there is something to try: cars around San Francisco, and two bookings of a customer. */
final class DemoData {
    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final String CARS = "/demo/cars.json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<DemoBooking> BOOKINGS = List.of(new DemoBooking(0, 7, 3), new DemoBooking(3, 14, 2));

    /** A booking to begin with. @param car its place in the list of demo cars */
    private record DemoBooking(int car, int inDays, int days) {}

    private final TypedBus bus;
    private final String currency;

    DemoData(Vertx vertx, DemoConfig config) {
        this.bus = TypedBus.on(requireNonNull(vertx));
        this.currency = config.currency().getCurrencyCode();
    }

    /**
     * Adds what is missing, each car and booking decided on its own: a start that was cut short is completed by the next, and
     * nothing comes twice. The bookings come last, so once both are there nothing is looked at any more: what became of the
     * cars since then is their owners' business.
     */
    Future<Void> plant(UUID customer, UUID admin) {
        var renter = caller(customer, Role.CUSTOMER);
        return bookedCars(renter)
                .compose(booked -> booked.size() >= BOOKINGS.size()
                        ? nothing()
                        : plant(booked, renter, caller(admin, Role.ADMIN)));
    }

    private Future<Void> plant(List<String> booked, Caller customer, Caller admin) {
        return fleet().compose(fleet -> {
            var ids = new LinkedHashMap<>(fleet);
            var cars = cars();
            var planted = nothing();
            for (var car : cars) {
                planted = planted.compose(before -> plantCar(car, ids, admin));
            }
            for (var booking : BOOKINGS) {
                planted = planted.compose(
                        before -> book(customer, ids.get(name(cars.get(booking.car()))), booking, booked));
            }
            return planted.onSuccess(done -> LOG.info(
                    "Planted {} cars and {} bookings to try things with",
                    ids.size() - fleet.size(),
                    BOOKINGS.size() - booked.size()));
        });
    }

    /** The cars that the customer has booked, by id. */
    private Future<List<String>> bookedCars(Caller customer) {
        return call("booking", "listBookings", Optional.of(customer), Map.of("limit", List.of("100")), null)
                .map(answer -> items(answer)
                        .map(booking -> booking.at("/car/id").asText())
                        .toList());
    }

    /** The ids of all cars by name. */
    private Future<Map<String, String>> fleet() {
        return fleet(Map.of("limit", List.of("100")), new HashMap<>());
    }

    private Future<Map<String, String>> fleet(Map<String, List<String>> page, Map<String, String> known) {
        return call("car", "listCars", Optional.empty(), page, null).compose(answer -> {
            items(answer).forEach(car -> known.put(name(car), car.path("id").asText()));
            var next = json(answer).path("nextCursor");
            return next.isNull()
                    ? Future.succeededFuture(known)
                    : fleet(Map.of("limit", List.of("100"), "cursor", List.of(next.asText())), known);
        });
    }

    /** @param ids of the cars by name; the new one is added */
    private Future<Void> plantCar(JsonNode car, Map<String, String> ids, Caller admin) {
        return ids.containsKey(name(car))
                ? nothing()
                : call("car", "createCar", Optional.of(admin), Map.of(), car)
                        .onSuccess(answer ->
                                ids.put(name(car), json(answer).path("id").asText()))
                        .mapEmpty();
    }

    private Future<Void> book(Caller customer, String car, DemoBooking demo, List<String> booked) {
        if (booked.contains(car)) {
            return nothing();
        }
        var pickup = Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(demo.inDays(), ChronoUnit.DAYS)
                .plus(18, ChronoUnit.HOURS);
        var booking = JSON.createObjectNode()
                .put("carId", car)
                .put("pickupTime", pickup.toString())
                .put("dropoffTime", pickup.plus(demo.days(), ChronoUnit.DAYS).toString());
        return call("booking", "createBooking", Optional.of(customer), Map.of(), booking)
                .mapEmpty();
    }

    private Future<ApiResponse> call(
            String service, String operation, Optional<Caller> caller, Map<String, List<String>> query, JsonNode body) {
        var bytes = body == null ? new byte[0] : Buffer.buffer(body.toString()).getBytes();
        var request = new ApiRequest(operation, caller, "127.0.0.1", Map.of(), query, Map.of(), bytes);
        return bus.request(Api.of(service), request, PATIENCE)
                .compose(answer -> answer.status() < 300
                        ? Future.succeededFuture(answer)
                        : Future.failedFuture(
                                operation + " answered " + answer.status() + ": " + Buffer.buffer(answer.body())));
    }

    private List<JsonNode> cars() {
        try (var resource = DemoData.class.getResourceAsStream(CARS)) {
            var cars = new ArrayList<JsonNode>();
            for (var car : (ArrayNode) JSON.readTree(resource)) {
                ((ObjectNode) car.path("pricePerDay")).put("currency", currency);
                cars.add(car);
            }
            return cars;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<JsonNode> items(ApiResponse answer) {
        return StreamSupport.stream(json(answer).path("items").spliterator(), false);
    }

    private static String name(JsonNode car) {
        return car.path("name").asText();
    }

    private static JsonNode json(ApiResponse answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Caller caller(UUID user, Role role) {
        return new Caller(user, Ids.next(), EnumSet.of(Role.CUSTOMER, role));
    }

    private static Future<Void> nothing() {
        return Future.succeededFuture();
    }
}
