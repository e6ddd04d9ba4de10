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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Ids;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.runtime.bus.TypedBus;

/** Fills an empty fleet so that there is something to try: cars around San Francisco, and two bookings of a customer. */
final class DemoData {
    private static final Logger LOG = LoggerFactory.getLogger(DemoData.class);
    private static final String CARS = "/demo/cars.json";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TypedBus bus;
    private final String currency;

    DemoData(Vertx vertx, DemoConfig config) {
        this.bus = TypedBus.on(requireNonNull(vertx));
        this.currency = config.currency().getCurrencyCode();
    }

    /** Adds the cars and bookings unless there are cars already. */
    Future<Void> plant(UUID customer, UUID admin) {
        return call("car", "listCars", Optional.empty(), Map.of("limit", List.of("1")), null)
                .map(answer -> json(answer).path("items").isEmpty())
                .compose(empty ->
                        empty ? plantCars(caller(admin, Role.ADMIN), caller(customer, Role.CUSTOMER)) : nothing());
    }

    private Future<Void> plantCars(Caller admin, Caller customer) {
        var ids = new ArrayList<String>();
        var planted = nothing();
        for (var car : cars()) {
            planted = planted.compose(before -> call("car", "createCar", Optional.of(admin), Map.of(), car))
                    .onSuccess(answer -> ids.add(json(answer).path("id").asText()))
                    .mapEmpty();
        }
        return planted.compose(done -> book(customer, ids.get(0), 7, 3))
                .compose(done -> book(customer, ids.get(3), 14, 2))
                .onSuccess(done -> LOG.info("Planted {} cars and 2 bookings to try things with", ids.size()));
    }

    private Future<Void> book(Caller customer, String car, int inDays, int days) {
        var pickup = Instant.now()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(inDays, ChronoUnit.DAYS)
                .plus(18, ChronoUnit.HOURS);
        var booking = JSON.createObjectNode()
                .put("carId", car)
                .put("pickupTime", pickup.toString())
                .put("dropoffTime", pickup.plus(days, ChronoUnit.DAYS).toString());
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
