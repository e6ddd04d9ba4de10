package rental.booking;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import rental.contract.Ids;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.contract.car.Car;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Json;

/** Someone who calls the booking service. */
final class BookingClient {
    private final TypedBus bus;
    private final Caller caller;

    BookingClient(TypedBus bus, UUID id, Set<Role> roles) {
        this.bus = bus;
        caller = new Caller(id, Ids.next(), roles);
    }

    UUID id() {
        return caller.userId();
    }

    Answer book(Car car, Instant from, Instant to, Object... more) {
        return BookingService.await(booking(car, from, to, Map.of(), more));
    }

    Future<Answer> booking(Car car, Instant from, Instant to, Map<String, String> headers, Object... more) {
        return send("createBooking", Map.of(), Map.of(), headers, window(car, from, to, more));
    }

    Answer quote(Car car, Instant from, Instant to, Object... more) {
        return BookingService.await(send("createQuote", Map.of(), Map.of(), Map.of(), window(car, from, to, more)));
    }

    /** An operation on one booking, car or block. @param more fields of the body, in pairs */
    Answer on(String operation, UUID id, Object... more) {
        return BookingService.await(sendOn(operation, id, more));
    }

    Future<Answer> sendOn(String operation, UUID id, Object... more) {
        return send(operation, Map.of("id", id.toString()), Map.of(), Map.of(), more.length == 0 ? null : body(more));
    }

    Answer query(String operation, Map<String, String> path, Map<String, String> query) {
        return BookingService.await(send(operation, path, query, Map.of(), null));
    }

    Answer ask(String operation, Map<String, String> path, Map<String, String> headers, Map<String, Object> body) {
        return BookingService.await(send(operation, path, Map.of(), headers, body));
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
        return bus.request(Api.of("booking"), request, BookingService.PATIENCE).map(Answer::new);
    }
}
