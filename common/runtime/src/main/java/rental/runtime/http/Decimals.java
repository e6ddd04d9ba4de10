package rental.runtime.http;

import java.math.BigDecimal;

/** Numbers that clients send, whose exponents may be anything that an {@code int} has room for. */
public final class Decimals {
    private Decimals() {}

    /**
     * The same number written as short as it can be: 5 for 5.0, 1E+2 for 100. A number with more zeros than can be counted
     * is left as it is.
     */
    public static BigDecimal shortest(BigDecimal number) {
        return number.scale() < Integer.MIN_VALUE + number.precision() ? number : number.stripTrailingZeros();
    }

    /** How many digits after the point matter: none for 5.0. */
    public static int digitsAfterThePoint(BigDecimal number) {
        return Math.max(0, shortest(number).scale());
    }
}
