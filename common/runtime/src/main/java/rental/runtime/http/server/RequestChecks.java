package rental.runtime.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rental.contract.api.ApiRequest;
import rental.contract.api.Problem;
import rental.runtime.http.Json;
import rental.runtime.http.contract.Faults;
import rental.runtime.http.contract.Operation;
import rental.runtime.http.contract.Schema;
import rental.runtime.http.server.answer.Refusals;
import rental.runtime.http.server.request.MediaTypes;
import rental.runtime.http.server.request.Uris;

/** Checks what was sent against the contract: media type first, then every fault in path, query, headers and body. */
final class RequestChecks {
    private static final String IDENTITY = "identity";

    private RequestChecks() {}

    /** What came of the checks. */
    sealed interface Verdict {}

    record Sound(ApiRequest request) implements Verdict {}

    record Faulty(Problem problem) implements Verdict {}

    static Verdict check(Exchange exchange, Operation operation, byte[] body) {
        var schema = schemaOf(exchange, operation, body);
        if (schema instanceof BodySchema.Unsupported unsupported) {
            return new Faulty(unsupported.problem());
        }
        var faults = new Faults();
        var query = query(exchange, faults);
        operation
                .pathParameters()
                .values()
                .forEach(parameter ->
                        parameter.check(List.of(exchange.pathParameters().get(parameter.name())), faults));
        checkQuery(operation, query, faults);
        var headers = headers(exchange, operation, faults);
        checkBody(operation, body, schema, faults);
        if (!faults.isEmpty()) {
            return new Faulty(Problem.invalid(faults.list()));
        }
        return new Sound(new ApiRequest(
                operation.id(),
                exchange.caller(),
                exchange.clientAddress(),
                exchange.pathParameters(),
                query,
                headers,
                operation.body().isPresent() ? body : new byte[0]));
    }

    /** Which schema the body must fulfil, going by its media type. */
    private sealed interface BodySchema {
        record Unchecked() implements BodySchema {}

        record Required(Schema schema) implements BodySchema {}

        record Unsupported(Problem problem) implements BodySchema {}
    }

    private static BodySchema schemaOf(Exchange exchange, Operation operation, byte[] body) {
        if (body.length == 0 || operation.body().isEmpty()) {
            return new BodySchema.Unchecked();
        }
        var mediaTypes = operation.body().get().mediaTypes();
        var encoding = exchange.request().getHeader("content-encoding");
        var types = exchange.header("content-type");
        var schema = Optional.of(types)
                .filter(sent -> sent.size() == 1)
                .map(sent -> sent.get(0))
                .filter(type -> encoding == null || encoding.equalsIgnoreCase(IDENTITY))
                .flatMap(MediaTypes::ofBody)
                .map(mediaTypes::get);
        return schema.isPresent()
                ? new BodySchema.Required(schema.get())
                : new BodySchema.Unsupported(Refusals.unsupported(
                        mediaTypes.keySet(), operation.method().equals("PATCH")));
    }

    private static Map<String, List<String>> query(Exchange exchange, Faults faults) {
        try {
            return Uris.query(exchange.request().query());
        } catch (Uris.Malformed malformed) {
            faults.add("query", malformed.getMessage());
            return Map.of();
        }
    }

    private static void checkQuery(Operation operation, Map<String, List<String>> query, Faults faults) {
        for (var name : query.keySet()) {
            if (!operation.query().containsKey(name)) {
                faults.add("query/" + bounded(name), "is not a known parameter");
            }
        }
        for (var parameter : operation.query().values()) {
            parameter.check(query.getOrDefault(parameter.name(), List.of()), faults);
        }
    }

    private static Map<String, String> headers(Exchange exchange, Operation operation, Faults faults) {
        if (operation.headers().isEmpty()) {
            return Map.of();
        }
        var headers = new HashMap<String, String>();
        operation.headers().forEach((name, parameter) -> {
            var values = exchange.header(name);
            parameter.check(values, faults);
            if (!values.isEmpty()) {
                headers.put(name, values.get(0));
            }
        });
        return headers;
    }

    private static void checkBody(Operation operation, byte[] body, BodySchema schema, Faults faults) {
        if (body.length == 0) {
            if (operation.body().filter(Operation.Body::required).isPresent()) {
                faults.add("", "a body is required");
            }
            return;
        }
        try {
            var document = Json.tree(body);
            if (schema instanceof BodySchema.Required required) {
                required.schema().check(document).forEach(fault -> faults.add(fault.pointer(), fault.detail()));
            } else if (!isEmptyObject(document)) {
                faults.add("", "this operation takes no body");
            }
        } catch (Json.Unreadable malformed) {
            faults.add(malformed.pointer(), malformed.getMessage());
        }
    }

    private static boolean isEmptyObject(JsonNode document) {
        return document.isObject() && document.isEmpty();
    }

    private static String bounded(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
