package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/**
 * A parameter in path, query or header: text that stands for a value of its schema's type.
 *
 * @param place the first part of the pointer in faults: {@code query}, {@code path} or {@code header}
 * @param repeats whether it may be given more than once
 */
public record Parameter(String place, String name, boolean required, boolean repeats, Type type, Schema schema) {
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_INTEGER = 18;

    /** What the text stands for. */
    public enum Type {
        TEXT(TextNode::valueOf),
        INTEGER(Parameter::integer),
        NUMBER(Parameter::number),
        FLAG(Parameter::flag);

        private final Function<String, JsonNode> reader;

        Type(Function<String, JsonNode> reader) {
            this.reader = reader;
        }

        static Type of(String jsonType) {
            return switch (jsonType) {
                case "string" -> TEXT;
                case "integer" -> INTEGER;
                case "number" -> NUMBER;
                case "boolean" -> FLAG;
                default -> throw new IllegalStateException("A parameter cannot be of type " + jsonType);
            };
        }
    }

    /** Checks the values given, none for an absent parameter. */
    public void check(List<String> values, Faults faults) {
        var at = Place.of(place).then(name);
        if (values.isEmpty()) {
            if (required) {
                faults.add(at, "is required");
            }
        } else if (values.size() > 1 && !repeats) {
            faults.add(at, "may be given only once");
        } else {
            schema.check(repeats ? list(values) : type.reader.apply(values.get(0)), at, faults);
        }
    }

    private ArrayNode list(List<String> values) {
        var list = JsonNodeFactory.instance.arrayNode(values.size());
        values.forEach(value -> list.add(type.reader.apply(value)));
        return list;
    }

    /** Text that is no number stays text, which the schema then refuses for its type; so do powers of ten, which nobody means. */
    private static JsonNode integer(String text) {
        var start = text.startsWith("-") ? 1 : 0;
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return TextNode.valueOf(text);
        }
        if (!isDigits(text, start) || text.length() - start > LONGEST_INTEGER) {
            return number(text);
        }
        return LongNode.valueOf(Long.parseLong(text));
    }

    private static JsonNode number(String text) {
        if (text.length() > LONGEST_NUMBER || text.startsWith("+") || !isAscii(text)) {
            return TextNode.valueOf(text);
        }
        try {
            return DecimalNode.valueOf(new BigDecimal(text));
        } catch (NumberFormatException noNumber) {
            return TextNode.valueOf(text);
        }
    }

    private static JsonNode flag(String text) {
        return switch (text) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> TextNode.valueOf(text);
        };
    }

    private static boolean isDigits(String text, int from) {
        return from < text.length() && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
