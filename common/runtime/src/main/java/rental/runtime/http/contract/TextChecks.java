package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import rental.runtime.http.Decimals;

/** Checks of texts; they pass over everything else, but for amounts, which may be numbers too. */
final class TextChecks {
    private static final String NO_CONTROL = "must have no control characters and no broken Unicode";
    private static final Map<String, String> MEANINGS = Map.of(
            "^[^\\p{Cc}\\p{Cs}]*$", NO_CONTROL,
            "^[^\\x00\\p{Cs}]*$", NO_CONTROL,
            "^https://", "must be an https URL");

    private TextChecks() {}

    /** What a pattern asks for, in words where the schema has them. */
    static String meaning(JsonNode schema) {
        var pattern = schema.path("pattern").asText();
        if (schema.has("description")) {
            return "must be as described: " + schema.path("description").asText();
        }
        if (schema.has("example")) {
            return "must be of the form of " + schema.path("example").asText();
        }
        return MEANINGS.getOrDefault(pattern, "must match " + pattern);
    }

    /** One of a closed set of texts. */
    record OneOf(List<String> values) implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (value.isTextual() && !values.contains(value.textValue())) {
                faults.add(place, "must be one of " + String.join(", ", values));
            }
        }
    }

    /** Lengths in characters as JSON Schema counts them (code points), and in bytes of UTF-8. */
    record Length(int shortest, int longest, int mostBytes) implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (!value.isTextual()) {
                return;
            }
            var text = value.textValue();
            var length = text.codePointCount(0, text.length());
            if (length < shortest) {
                faults.add(place, "must have at least " + shortest + " characters");
            } else if (length > longest) {
                faults.add(place, "must have at most " + longest + " characters");
            } else if (mostBytes < Integer.MAX_VALUE && text.getBytes(StandardCharsets.UTF_8).length > mostBytes) {
                faults.add(place, "must have at most " + mostBytes + " bytes in UTF-8");
            }
        }
    }

    /** A regular expression that is found in the text. */
    record Matching(Pattern pattern, String meaning) implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (value.isTextual() && !pattern.matcher(value.textValue()).find()) {
                faults.add(place, meaning);
            }
        }
    }

    /** An amount of money, as text or as a number; its own pattern and bounds see to the rest. */
    record Amount(int decimals) implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (decimals(value) > decimals) {
                faults.add(place, "must be a decimal number with at most " + decimals + " digits after the point");
            }
        }

        private static int decimals(JsonNode value) {
            if (value.isTextual()) {
                var point = value.textValue().indexOf('.');
                return point < 0 ? 0 : value.textValue().length() - point - 1;
            }
            return value.isNumber() ? Decimals.digitsAfterThePoint(value.decimalValue()) : 0;
        }
    }

    /** A format. */
    record Formatted(Predicate<String> format, String meaning) implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (value.isTextual() && !format.test(value.textValue())) {
                faults.add(place, meaning);
            }
        }
    }
}
