package rental.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import rental.runtime.http.Json;

/** Makes requests for the operations of a contract. The same seed makes the same requests. */
public final class RequestMaker {
    private static final List<Double> HOSTILITIES = List.of(0.0, 0.02, 0.1, 0.4);
    private static final String STREAM = "text/event-stream";
    private static final byte[] NO_BODY = {};

    private final JsonNode document;
    private final List<Described> operations = new ArrayList<>();

    private record Described(String path, String method, JsonNode node) {}

    /**
     * Leaves out operations that answer by a stream, which has no end to wait for.
     *
     * @param document the OpenAPI document
     */
    public RequestMaker(JsonNode document) {
        this.document = document;
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(item -> !item.getValue()
                                .path("responses")
                                .path("200")
                                .path("content")
                                .has(STREAM))
                        .forEach(item -> operations.add(new Described(path.getKey(), item.getKey(), item.getValue()))));
    }

    /** How many operations there are. */
    public int size() {
        return operations.size();
    }

    /** A request for the operation of an index that keeps to the contract in everything. */
    public FuzzRequest sound(int operation, RandomGenerator random) {
        return make(operations.get(operation), new ValueMaker(document, random, 0), random);
    }

    /** A request for some operation that is sound, nearly sound or hostile. */
    public FuzzRequest any(RandomGenerator random) {
        var operation = operations.get(random.nextInt(operations.size()));
        return make(operation, new ValueMaker(document, random, hostility(random)), random);
    }

    /** A body for a schema by its name that is sound, nearly sound or hostile. */
    public static JsonNode body(JsonNode document, String schema, RandomGenerator random) {
        var values = new ValueMaker(document, random, hostility(random));
        return values.make(document.path("components").path("schemas").path(schema));
    }

    private static double hostility(RandomGenerator random) {
        return HOSTILITIES.get(random.nextInt(HOSTILITIES.size()));
    }

    private FuzzRequest make(Described operation, ValueMaker values, RandomGenerator random) {
        var target = new StringBuilder(operation.path());
        var query = new ArrayList<String>();
        var headers = new ArrayList<String>();
        for (var reference : operation.node().path("parameters")) {
            addParameter(values.resolve(reference), values, random, target, query, headers);
        }
        if (values.isHostile()) {
            query.add(encoded(HostileValues.text(random)) + "=" + encoded(HostileValues.text(random)));
        }
        if (values.isHostile()) {
            query.add("a=%zz&b=%ff&c=%");
        }
        if (values.isHostile() && !query.isEmpty()) {
            query.add(query.get(0));
        }
        if (!query.isEmpty()) {
            target.append('?').append(String.join("&", query));
        }
        var body = body(operation, values, random, headers);
        if (values.isHostile()) {
            HostileHeaders.addTo(headers, random);
        }
        return new FuzzRequest(
                operation.node().path("operationId").asText(),
                values.isHostile() ? "PURGE" : operation.method().toUpperCase(Locale.ROOT),
                target.toString(),
                headers,
                body);
    }

    private void addParameter(
            JsonNode parameter,
            ValueMaker values,
            RandomGenerator random,
            StringBuilder target,
            List<String> query,
            List<String> headers) {
        var name = parameter.path("name").asText();
        var place = parameter.path("in").asText();
        var required = parameter.path("required").asBoolean();
        if (!required && random.nextBoolean()) {
            return;
        }
        var value = values.make(parameter.path("schema"));
        var texts = value.isArray() ? texts(value) : List.of(text(value));
        switch (place) {
            case "path" -> {
                var start = target.indexOf("{" + name + "}");
                target.replace(start, start + name.length() + 2, encoded(String.join(",", texts)));
            }
            case "query" -> texts.forEach(text -> query.add(encoded(name) + "=" + encoded(text)));
            default -> headers.add(name + ": " + visible(String.join(",", texts)));
        }
    }

    private byte[] body(Described operation, ValueMaker values, RandomGenerator random, List<String> headers) {
        var content = operation.node().path("requestBody").path("content");
        if (content.isEmpty()) {
            return NO_BODY;
        }
        var types = new ArrayList<String>();
        content.fieldNames().forEachRemaining(types::add);
        var type = types.get(random.nextInt(types.size()));
        headers.add("content-type: " + (values.isHostile() ? visible(HostileValues.text(random)) : type));
        var document = Json.write(values.make(content.path(type).path("schema")));
        return values.isHostile() ? Damage.to(document, random) : document;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(item -> texts.add(text(item)));
        return texts;
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What can stand in a header without ending it. */
    private static String visible(String text) {
        return text.replaceAll("[^ -~]", "?").strip();
    }
}
