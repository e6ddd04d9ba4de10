package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import rental.contract.api.Problem;
import rental.contract.api.Role;

/** Reads the operations of an OpenAPI document. What it does not understand stops the start. */
final class OperationReader {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final SchemaCompiler compiler;

    OperationReader(JsonNode document, SchemaCompiler compiler) {
        this.document = document;
        this.compiler = compiler;
    }

    List<Operation> all() {
        var operations = new ArrayList<Operation>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(item -> {
                    if (!METHODS.contains(item.getKey())) {
                        throw new IllegalStateException(path.getKey() + " has something unknown: " + item.getKey());
                    }
                    operations.add(operation(path.getKey(), item.getKey(), item.getValue()));
                }));
        return operations;
    }

    private Operation operation(String path, String method, JsonNode node) {
        return new Operation(
                required(node, "operationId"),
                required(node, "x-service"),
                method.toUpperCase(Locale.ROOT),
                path,
                role(node),
                Limit.valueOf(node.path("x-rate-limit").asText("global").toUpperCase(Locale.ROOT)),
                parameters(node, "path"),
                parameters(node, "query"),
                parameters(node, "header"),
                body(node.path("requestBody")),
                produces(node.path("responses")));
    }

    private Optional<Role> role(JsonNode operation) {
        var security = operation.path("security");
        if (security.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Role.ofWireName(security.get(0).path("bearer").get(0).asText()));
    }

    private Map<String, Parameter> parameters(JsonNode operation, String place) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .map(compiler::resolve)
                .filter(parameter -> parameter.path("in").asText().equals(place))
                .map(parameter -> parameter(parameter, place))
                .collect(Collectors.toMap(
                        parameter ->
                                place.equals("header") ? parameter.name().toLowerCase(Locale.ROOT) : parameter.name(),
                        parameter -> parameter));
    }

    private Parameter parameter(JsonNode node, String place) {
        var schema = compiler.resolve(node.path("schema"));
        var repeats = schema.path("type").asText().equals("array");
        var element = repeats ? compiler.resolve(schema.path("items")) : schema;
        return new Parameter(
                place,
                required(node, "name"),
                node.path("required").asBoolean(),
                repeats,
                Parameter.Type.of(element.path("type").asText()),
                compiler.compile(schema));
    }

    private Optional<Operation.Body> body(JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        var mediaTypes = new LinkedHashMap<String, Schema>();
        node.path("content")
                .properties()
                .forEach(type -> mediaTypes.put(
                        type.getKey(), compiler.compile(type.getValue().path("schema"))));
        return Optional.of(new Operation.Body(node.path("required").asBoolean(), mediaTypes));
    }

    private List<String> produces(JsonNode responses) {
        var types = new LinkedHashSet<String>();
        responses.forEach(response ->
                compiler.resolve(response).path("content").fieldNames().forEachRemaining(types::add));
        types.remove(Problem.MEDIA_TYPE);
        return List.copyOf(types);
    }

    private static String required(JsonNode node, String field) {
        var value = node.path(field).asText();
        if (value.isEmpty()) {
            throw new IllegalStateException("An operation or parameter has no " + field + ": " + node);
        }
        return value;
    }
}
