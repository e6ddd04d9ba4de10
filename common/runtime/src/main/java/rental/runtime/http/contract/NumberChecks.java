package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Checks of numbers; they pass over everything else. Compared as decimals, so that no value is rounded into range. */
final class NumberChecks {
    private NumberChecks() {}

    static Schema atLeast(BigDecimal inclusive, BigDecimal exclusive) {
        return exclusive == null
                ? new Bound(inclusive, -1, true, "must be at least " + inclusive.toPlainString())
                : new Bound(exclusive, -1, false, "must be more than " + exclusive.toPlainString());
    }

    static Schema atMost(BigDecimal inclusive, BigDecimal exclusive) {
        return exclusive == null
                ? new Bound(inclusive, 1, true, "must be at most " + inclusive.toPlainString())
                : new Bound(exclusive, 1, false, "must be less than " + exclusive.toPlainString());
    }

    /** @param side -1 when what is less than the limit is refused, 1 when what is more is */
    private record Bound(BigDecimal limit, int side, boolean inclusive, String meaning) implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (!value.isNumber()) {
                return;
            }
            var order = value.decimalValue().compareTo(limit);
            if (order == side || (order == 0 && !inclusive)) {
                faults.add(place, meaning);
            }
        }
    }
}
