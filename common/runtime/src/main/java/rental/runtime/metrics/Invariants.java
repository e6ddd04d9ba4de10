package rental.runtime.metrics;

/** What must always hold, as it is measured: one family for all services, so that one alert watches over it. */
public final class Invariants {
    private Invariants() {}

    /** The family {@code rental.invariant.violations}, with the label {@code invariant}. */
    public static Level measured(Meters meters) {
        return meters.level(
                "rental.invariant.violations",
                "What the last check found that must never be, by invariant.",
                "invariant");
    }
}
