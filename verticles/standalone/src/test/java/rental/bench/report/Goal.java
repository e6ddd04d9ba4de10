package rental.bench.report;

/**
 * A figure to reach.
 *
 * @param what it is, in a few words
 * @param value what was measured
 * @param bound what it should be at least, or at most
 */
public record Goal(String what, double value, double bound, boolean atLeast) {

    public static Goal atLeast(String what, double value, double bound) {
        return new Goal(what, value, bound, true);
    }

    public static Goal atMost(String what, double value, double bound) {
        return new Goal(what, value, bound, false);
    }

    public boolean reached() {
        return atLeast ? value >= bound : value <= bound;
    }

    /** How far one got: 1 is the goal, more is better. */
    public double share() {
        return atLeast ? value / bound : value == 0 ? 10 : bound / value;
    }
}
