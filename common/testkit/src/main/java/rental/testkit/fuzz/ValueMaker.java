package rental.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.StreamSupport;

/** Makes values from the contract's schemas; with a chance of hostility at every step, none for sound values only. */
final class ValueMaker {
    private static final int MOST_ITEMS = 4;
    private static final int AMOUNT_DECIMALS = 2;
    private static final int OTHER_DECIMALS = 3;

    private final JsonNode document;
    private final RandomGenerator random;
    private final double hostility;

    ValueMaker(JsonNode document, RandomGenerator random, double hostility) {
        this.document = document;
        this.random = random;
        this.hostility = hostility;
    }

    JsonNode make(JsonNode unresolved) {
        var schema = resolve(unresolved);
        if (isHostile()) {
            return HostileValues.any(random);
        }
        if (schema.has("enum")) {
            return schema.path("enum").get(random.nextInt(schema.path("enum").size()));
        }
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> array(schema);
            case "string" -> TextNode.valueOf(text(schema));
            case "integer" ->
                IntNode.valueOf(number(schema).setScale(0, RoundingMode.DOWN).intValue());
            case "number" -> DecimalNode.valueOf(number(schema));
            case "boolean" -> BooleanNode.valueOf(random.nextBoolean());
            default -> NullNode.getInstance();
        };
    }

    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(document.at(node.path("$ref").asText().substring(1))) : node;
    }

    boolean isHostile() {
        return random.nextDouble() < hostility;
    }

    private String type(JsonNode schema) {
        var types = schema.path("type");
        return types.isArray() ? types.get(random.nextInt(types.size())).asText() : types.asText();
    }

    private ObjectNode object(JsonNode schema) {
        var object = JsonNodeFactory.instance.objectNode();
        var required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        schema.path("properties").properties().forEach(property -> {
            var wanted = required.contains(property.getKey()) ? !isHostile() : random.nextBoolean();
            if (wanted) {
                object.set(property.getKey(), make(property.getValue()));
            }
        });
        schema.path("dependentRequired")
                .properties()
                .forEach(entry -> entry.getValue().forEach(other -> {
                    if (object.has(entry.getKey()) && !object.has(other.asText())) {
                        object.set(
                                other.asText(), make(schema.path("properties").path(other.asText())));
                    }
                }));
        if (isHostile()) {
            object.set(HostileValues.text(random), HostileValues.any(random));
        }
        return object;
    }

    private ArrayNode array(JsonNode schema) {
        var array = JsonNodeFactory.instance.arrayNode();
        var fewest = schema.path("minItems").asInt(0);
        var most = Math.min(schema.path("maxItems").asInt(MOST_ITEMS), MOST_ITEMS);
        var size = fewest + random.nextInt(most - fewest + 1);
        var unique = schema.path("uniqueItems").asBoolean();
        for (var i = 0; i < size; i++) {
            var item = make(schema.path("items"));
            if (!unique
                    || isHostile()
                    || StreamSupport.stream(array.spliterator(), false).noneMatch(item::equals)) {
                array.add(item);
            }
        }
        return array;
    }

    private String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "date-time" ->
                "20%02d-%02d-%02dT%02d:00:00%s"
                        .formatted(
                                27 + random.nextInt(3),
                                1 + random.nextInt(12),
                                1 + random.nextInt(28),
                                random.nextInt(24),
                                random.nextBoolean() ? "Z" : "+05:30");
            case "email" -> "user" + random.nextInt(1_000_000) + "@example.com";
            default -> schema.has("example") ? schema.path("example").asText() : letters(schema);
        };
    }

    private String letters(JsonNode schema) {
        var shortest = schema.path("minLength").asInt(0);
        var longest = Math.min(schema.path("maxLength").asInt(20), shortest + 20);
        var length = shortest + random.nextInt(longest - shortest + 1);
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    private BigDecimal number(JsonNode schema) {
        var least =
                schema.path("minimum").asDouble(schema.path("exclusiveMinimum").asDouble(0) + 1);
        var most = schema.path("maximum").asDouble(1_000);
        var decimals = schema.path("format").asText().equals("amount") ? AMOUNT_DECIMALS : OTHER_DECIMALS;
        return BigDecimal.valueOf(least + random.nextDouble() * (most - least))
                .setScale(decimals, RoundingMode.HALF_EVEN);
    }
}
