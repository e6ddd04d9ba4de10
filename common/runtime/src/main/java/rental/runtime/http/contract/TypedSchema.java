package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import rental.runtime.http.Decimals;

/** A value of one of the given types, all of whose further checks hold. Checks pass over values they do not concern. */
final class TypedSchema implements Schema {
    private final boolean text;
    private final boolean integer;
    private final boolean number;
    private final boolean flag;
    private final boolean list;
    private final boolean object;
    private final boolean nothing;
    private final String expected;
    private final Schema[] checks;

    TypedSchema(Set<String> types, List<Schema> checks) {
        this.text = types.contains("string");
        this.number = types.contains("number");
        this.integer = number || types.contains("integer");
        this.flag = types.contains("boolean");
        this.list = types.contains("array");
        this.object = types.contains("object");
        this.nothing = types.contains("null");
        this.expected = "must be of type " + String.join(" or ", new TreeSet<>(types));
        this.checks = checks.toArray(Schema[]::new);
    }

    @Override
    public void check(JsonNode value, Place place, Faults faults) {
        if (!isOfType(value)) {
            faults.add(place, expected);
            return;
        }
        var before = faults.size();
        for (var check : checks) {
            check.check(value, place, faults);
            // One fault is enough to say of a plain value, and a text found too long must not reach a pattern.
            if (!value.isContainerNode() && faults.size() > before) {
                return;
            }
        }
    }

    private boolean isOfType(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> text;
            case NUMBER -> number || (integer && isWhole(value));
            case BOOLEAN -> flag;
            case ARRAY -> list;
            case OBJECT -> object;
            case NULL -> nothing;
            default -> false;
        };
    }

    /** However it is written: 5, 5.0 and 0.5e1 are the same number. */
    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() || Decimals.digitsAfterThePoint(value.decimalValue()) == 0;
    }
}
