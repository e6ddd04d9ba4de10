package rental.car;

import static rental.car.CarServiceTest.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Json;

/** Sends the requests that the edge would send. */
final class CarClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] NO_BODY = {};
    private static final Caller STAFF =
            new Caller(UUID.randomUUID(), UUID.randomUUID(), Set.of(Role.CUSTOMER, Role.STAFF));

    private final TypedBus bus;

    CarClient(Vertx vertx) {
        this.bus = TypedBus.on(vertx);
    }

    /** A document that can be written to by JSON pointers. */
    record Document(ObjectNode root) {
        Document put(String pointer, String value) {
            parent(pointer).put(pointer.substring(pointer.lastIndexOf('/') + 1), value);
            return this;
        }

        Document put(String pointer, int value) {
            parent(pointer).put(pointer.substring(pointer.lastIndexOf('/') + 1), value);
            return this;
        }

        String text() {
            return root.toString();
        }

        private ObjectNode parent(String pointer) {
            return (ObjectNode) root.at(pointer.substring(0, pointer.lastIndexOf('/')));
        }
    }

    /** An answer, looked at. */
    record Answer(ApiResponse response) {
        int status() {
            return response.status();
        }

        String header(String name) {
            return response.headers().get(name);
        }

        JsonNode body() {
            return Json.tree(response.body());
        }

        String id() {
            return text("/id");
        }

        String text(String pointer) {
            var node = body().at(pointer);
            return node.isNull() || node.isMissingNode() ? null : node.asText();
        }

        List<String> items() {
            return StreamSupport.stream(body().at("/items").spliterator(), false)
                    .map(item -> item.at("/id").asText())
                    .toList();
        }
    }

    static Document tesla() {
        return new Document((ObjectNode) Json.tree("""
                {"name": "Tesla Model 3", "brand": "Tesla", "model": "Model 3", "year": 2025, "fuelType": "electric",
                 "transmission": "automatic", "seats": 5, "pricePerDay": {"amount": "120.00", "currency": "USD"},
                 "images": ["https://images.example.com/tesla-3.jpg"], "features": ["Autopilot"],
                 "location": {"latitude": 37.7749, "longitude": -122.4194, "address": "1 Market St",
                              "city": "San Francisco", "state": "CA", "country": "US"}}
                """.getBytes(StandardCharsets.UTF_8)));
    }

    Answer create(Document car) {
        return create(car, Map.of());
    }

    Answer create(Document car, Map<String, String> headers) {
        return await(creating(car, headers));
    }

    /** @param car as JSON, written in whatever way */
    Answer create(String car, Map<String, String> headers) {
        return await(send("createCar", Map.of(), Map.of(), headers, car.getBytes(StandardCharsets.UTF_8)));
    }

    Future<Answer> creating(Document car, Map<String, String> headers) {
        return send("createCar", Map.of(), Map.of(), headers, Json.write(car.root()));
    }

    Answer get(String id) {
        return get(id, Map.of());
    }

    Answer get(String id, Map<String, String> headers) {
        return await(send("getCar", Map.of("id", id), Map.of(), headers, NO_BODY));
    }

    Answer list(Map<String, List<String>> query) {
        return await(send("listCars", Map.of(), query, Map.of(), NO_BODY));
    }

    Answer change(String operation, String id, String body, Map<String, String> headers) {
        return await(send(operation, Map.of("id", id), Map.of(), headers, body.getBytes(StandardCharsets.UTF_8)));
    }

    Future<Answer> changing(String patch, String id) {
        return send("updateCar", Map.of("id", id), Map.of(), Map.of(), patch.getBytes(StandardCharsets.UTF_8));
    }

    private Future<Answer> send(
            String operation,
            Map<String, String> path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            byte[] body) {
        var request = new ApiRequest(operation, Optional.of(STAFF), "127.0.0.1", path, query, headers, body);
        return bus.request(Api.of("car"), request, PATIENCE).map(Answer::new);
    }
}
