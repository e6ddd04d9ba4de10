package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import rental.contract.booking.BookingChanged.Kind;

/** What comes of asking a rental to take a step. */
public sealed interface Step {

    /**
     * The step is fine by the rules; the database has the last word.
     *
     * @param rental after it
     * @param what the word for it in the booking's history
     * @param kind the fact that tells it; empty when only the car's calendar changes
     */
    record Allowed(Rental rental, String what, Optional<Kind> kind) implements Step {
        public Allowed {
            requireNonNull(rental);
            requireNonNull(what);
            requireNonNull(kind);
        }
    }

    /** The step is not to be had. */
    record Refused(Refusal why) implements Step {
        public Refused {
            requireNonNull(why);
        }
    }

    /** There is nothing to do: the rental is as asked for already. */
    record Unchanged() implements Step {}

    static Step allowed(Rental rental, String what, Kind kind) {
        return new Allowed(rental, what, Optional.of(kind));
    }

    static Step refused(Refusal why) {
        return new Refused(why);
    }
}
