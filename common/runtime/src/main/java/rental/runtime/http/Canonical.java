package rental.runtime.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** JSON in one form for the same content: the members of every object in the order of their names, every number as short as it can be. */
final class Canonical {
    private Canonical() {}

    static JsonNode of(JsonNode document) {
        if (document instanceof ObjectNode object) {
            var members = new TreeMap<String, JsonNode>();
            object.properties().forEach(member -> members.put(member.getKey(), of(member.getValue())));
            return JsonNodeFactory.instance.objectNode().setAll(members);
        }
        if (document.isArray()) {
            var elements = JsonNodeFactory.instance.arrayNode();
            document.forEach(element -> elements.add(of(element)));
            return elements;
        }
        return document.isNumber() ? DecimalNode.valueOf(Decimals.shortest(document.decimalValue())) : document;
    }
}
