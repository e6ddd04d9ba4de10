package rental.runtime.http.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import rental.runtime.http.Decimals;

/** Checks of numbers; they pass over everything else. Compared as decimals, so that no value is rounded into range. */
final class NumberChecks {
    /**
     * PostgreSQL's JSON has no exponents: 1e-320 comes back written out, longer than {@link rental.runtime.http.Json} takes,
     * and 1e-99999 it cannot keep at all.
     */
    private static final int MOST_DECIMALS = 64;

    private NumberChecks() {}

    static Schema storable() {
        return new Storable();
    }

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

    private record Storable() implements Schema {
        @Override
        public void check(JsonNode value, Place place, Faults faults) {
            if (value.isNumber() && Decimals.digitsAfterThePoint(value.decimalValue()) > MOST_DECIMALS) {
                faults.add(place, "must have at most " + MOST_DECIMALS + " digits after the point");
            }
        }
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
