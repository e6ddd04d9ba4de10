package rental.runtime.http.contract;

import java.math.BigDecimal;

/** How finely a number that a client sent is given. */
final class Digits {
    private Digits() {}

    /** Those that matter: none for 5.0. Zeros before the point are left alone, for there may be more than can be counted. */
    static int afterThePoint(BigDecimal number) {
        return number.scale() <= 0 ? 0 : Math.max(0, number.stripTrailingZeros().scale());
    }
}
