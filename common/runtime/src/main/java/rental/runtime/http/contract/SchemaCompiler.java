package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Turns the contract's schemas into checks. It knows the keywords of JSON Schema 2020-12 that requests of this contract
 * need, and refuses the rest: a keyword can never be written down and silently not hold.
 */
final class SchemaCompiler {
    private static final String REF = "$ref";
    private static final Set<String> ANNOTATIONS = Set.of("description", "example", "default", "title");
    private static final Set<String> KEYWORDS = Set.of(
            "type",
            "enum",
            "format",
            "minLength",
            "maxLength",
            "x-maxBytes",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "properties",
            "required",
            "additionalProperties",
            "dependentRequired");

    private final JsonNode document;
    private final Formats formats;

    SchemaCompiler(JsonNode document, Currency currency) {
        this.document = document;
        this.formats = new Formats(currency);
    }

    Schema named(String name) {
        var schema = document.path("components").path("schemas").path(name);
        if (schema.isMissingNode()) {
            throw new IllegalStateException("The contract has no schema " + name);
        }
        return compile(schema);
    }

    /** What a node refers to, or the node itself. */
    JsonNode resolve(JsonNode node) {
        var reference = node.path(REF).asText();
        if (reference.isEmpty()) {
            return node;
        }
        var target = document.at(reference.substring(1));
        if (!reference.startsWith("#/") || target.isMissingNode()) {
            throw new IllegalStateException("The contract refers to what is not there: " + reference);
        }
        return resolve(target);
    }

    Schema compile(JsonNode unresolved) {
        var schema = resolve(unresolved);
        schema.fieldNames().forEachRemaining(keyword -> {
            if (!KEYWORDS.contains(keyword) && !ANNOTATIONS.contains(keyword)) {
                throw new IllegalStateException("Requests are not checked for the keyword " + keyword);
            }
        });
        var types = new HashSet<>(texts(schema.path("type").isArray() ? schema.path("type") : listOf(schema, "type")));
        return new TypedSchema(types, checks(schema, types));
    }

    private List<Schema> checks(JsonNode schema, Set<String> types) {
        var checks = new ArrayList<Schema>();
        if (schema.has("enum")) {
            checks.add(new TextChecks.OneOf(texts(schema.path("enum"))));
        }
        if (types.contains("string")) {
            addTextChecks(schema, checks);
        }
        if (types.contains("integer") || types.contains("number")) {
            addNumberChecks(schema, checks);
        }
        if (types.contains("number")) {
            checks.add(NumberChecks.storable());
        }
        if (types.contains("array")) {
            checks.add(new ArraySchema(
                    compile(schema.path("items")),
                    schema.path("minItems").asInt(0),
                    schema.path("maxItems").asInt(Integer.MAX_VALUE),
                    schema.path("uniqueItems").asBoolean()));
        }
        if (types.contains("object")) {
            checks.add(objectSchema(schema));
        }
        return checks;
    }

    private void addTextChecks(JsonNode schema, List<Schema> checks) {
        checks.add(new TextChecks.Length(
                schema.path("minLength").asInt(0),
                schema.path("maxLength").asInt(Integer.MAX_VALUE),
                schema.path("x-maxBytes").asInt(Integer.MAX_VALUE)));
        if (schema.has("format")) {
            checks.add(formats.check(schema.path("format").asText()));
        }
        if (schema.has("pattern")) {
            checks.add(new TextChecks.Matching(
                    Pattern.compile(schema.path("pattern").asText()), TextChecks.meaning(schema)));
        }
    }

    private void addNumberChecks(JsonNode schema, List<Schema> checks) {
        if (schema.has("minimum") || schema.has("exclusiveMinimum")) {
            checks.add(NumberChecks.atLeast(limit(schema, "minimum"), limit(schema, "exclusiveMinimum")));
        }
        if (schema.has("maximum") || schema.has("exclusiveMaximum")) {
            checks.add(NumberChecks.atMost(limit(schema, "maximum"), limit(schema, "exclusiveMaximum")));
        }
    }

    private ObjectSchema objectSchema(JsonNode schema) {
        var members = new LinkedHashMap<String, Schema>();
        schema.path("properties")
                .properties()
                .forEach(property -> members.put(property.getKey(), compile(property.getValue())));
        var dependent = new LinkedHashMap<String, List<String>>();
        schema.path("dependentRequired")
                .properties()
                .forEach(entry -> dependent.put(entry.getKey(), texts(entry.getValue())));
        var closed = schema.path("additionalProperties").isBoolean()
                && !schema.path("additionalProperties").asBoolean();
        return new ObjectSchema(Map.copyOf(members), texts(schema.path("required")), dependent, closed);
    }

    private static BigDecimal limit(JsonNode schema, String keyword) {
        return schema.has(keyword) ? schema.path(keyword).decimalValue() : null;
    }

    private static JsonNode listOf(JsonNode schema, String keyword) {
        var value = schema.path(keyword);
        return value.isMissingNode()
                ? value
                : JsonNodeFactory.instance.arrayNode().add(value);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
