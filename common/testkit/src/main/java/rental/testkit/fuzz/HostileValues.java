package rental.testkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/** Values that have broken systems before. */
final class HostileValues {
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\u202Ereversed",
            "\uD83D\uDE97 car",
            "e\u0301\u0302\u0303".repeat(50),
            "\uFEFFbom",
            "' OR '1'='1",
            "'; DROP TABLE bookings; --",
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}}",
            "../../../../etc/passwd",
            "%00%0d%0aSet-Cookie: a=b",
            "NaN",
            "-1",
            "1e309",
            "9223372036854775808",
            "2027-02-30T25:61:61Z",
            "+275760-09-13T00:00:00.001Z",
            "null",
            "x".repeat(5_000));

    private HostileValues() {}

    static JsonNode any(RandomGenerator random) {
        return switch (random.nextInt(10)) {
            case 0 -> NullNode.getInstance();
            case 1 -> BooleanNode.valueOf(random.nextBoolean());
            case 2 -> IntNode.valueOf(random.nextInt());
            case 3 ->
                BigIntegerNode.valueOf(BigInteger.TEN.pow(random.nextInt(80)).negate());
            case 4 -> DecimalNode.valueOf(new BigDecimal("1E" + (random.nextInt(800) - 400)));
            case 5 -> nested(random.nextInt(60));
            case 6 -> JsonNodeFactory.instance.arrayNode();
            case 7 -> JsonNodeFactory.instance.objectNode();
            default -> TextNode.valueOf(text(random));
        };
    }

    static String text(RandomGenerator random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static JsonNode nested(int depth) {
        var inner = (JsonNode) JsonNodeFactory.instance.objectNode();
        for (var i = 0; i < depth; i++) {
            inner = JsonNodeFactory.instance.arrayNode().add(inner);
        }
        return inner;
    }
}
