package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import rental.booking.application.port.Invariants;
import rental.booking.application.port.Rentals;
import rental.booking.model.PriceAudit;

/** Keeps checking what must always hold, in the data as it is: a bug, or a hand at work in the database, shows here first. */
public final class Auditor {
    private static final int NEWEST = 5_000;
    private static final int SAMPLE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Rentals.Filter ALL =
            new Rentals.Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final Invariants invariants;
    private final Rentals rentals;
    private final ObjLongConsumer<Invariant> told;
    private final Clock clock;
    private final Map<Invariant, Long> violations = new EnumMap<>(Invariant.class);

    /** What must always hold. */
    public enum Invariant {
        NO_OVERLAP("overlap", "Bookings of one car overlap"),
        NO_STALE_HOLD("stale-hold", "Holds are not ended in time"),
        PRICES_AGREE("price", "Prices do not follow from their inputs");

        private final String label;
        private final String violation;

        Invariant(String label, String violation) {
            this.label = label;
            this.violation = violation;
        }

        /** Its name where it is measured. */
        public String label() {
            return label;
        }
    }

    /** @param told is told after each check how often an invariant is violated */
    public Auditor(Invariants invariants, Rentals rentals, ObjLongConsumer<Invariant> told, Clock clock) {
        this.invariants = requireNonNull(invariants);
        this.rentals = requireNonNull(rentals);
        this.told = requireNonNull(told);
        this.clock = requireNonNull(clock);
    }

    /** Checks everything once. @return fails when it cannot be checked now */
    public Future<Void> audit() {
        var before = clock.instant().minus(PATIENCE);
        return found(Invariant.NO_OVERLAP, invariants.overlaps(NEWEST))
                .compose(done -> found(Invariant.NO_STALE_HOLD, invariants.staleHolds(before)))
                .compose(done -> found(Invariant.PRICES_AGREE, wrongPrices()))
                .mapEmpty();
    }

    /** What the last check found, one sentence for each invariant that is violated. */
    public List<String> violations() {
        return violations.entrySet().stream()
                .filter(found -> found.getValue() > 0)
                .map(found -> found.getKey().violation + " (" + found.getValue() + ").")
                .toList();
    }

    private Future<Long> found(Invariant invariant, Future<Long> check) {
        return check.onSuccess(count -> {
            violations.put(invariant, count);
            told.accept(invariant, count);
        });
    }

    private Future<Long> wrongPrices() {
        return rentals.list(ALL, clock.instant(), SAMPLE)
                .map(sample -> sample.stream()
                        .filter(rental -> !PriceAudit.of(rental.terms().price()).agrees())
                        .count());
    }
}
