package rental.booking.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;

/** JSON with the members of every object in the order of their names: the same for the same content. */
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
        return document;
    }
}
