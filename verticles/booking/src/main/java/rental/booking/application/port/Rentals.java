package rental.booking.application.port;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.model.DeskNotes;
import rental.booking.model.Rental;
import rental.booking.model.Step;
import rental.contract.Window;
import rental.contract.booking.BookingStatus;
import rental.contract.car.Car;
import rental.runtime.http.IdempotencyKey;

/**
 * The stored rentals. Every change is one transaction with its history and the fact that tells it; conflicts with others
 * are run again here, and what comes out is an answer or an outage.
 */
public interface Rentals {

    /** What came of storing a new rental. */
    sealed interface Created {
        /** It stands, with its history, its fact and the key. */
        record Made() implements Created {}

        /** The car is not what the price was reckoned from. */
        record CarIsNow(Car car) implements Created {}

        /** Booking has never heard of the car. */
        record CarUnknown() implements Created {}

        /** Someone else has the car at some time of the window. */
        record Taken() implements Created {}

        /** The key has been used. */
        record KeyUsed() implements Created {}

        /** A request with the same key is running at this moment. */
        record KeyBusy() implements Created {}
    }

    /** What came of storing a step of a rental. */
    enum Saved {
        SAVED,
        /** The rental is no longer at the version the step was taken from. */
        CHANGED_MEANWHILE,
        /** Someone else has the car at some time of the new window. */
        TAKEN
    }

    /**
     * Who takes a step.
     *
     * @param actor empty when time does
     */
    record Deed(Optional<UUID> actor, DeskNotes notes) {
        /** What time does. */
        public static final Deed OF_TIME = new Deed(Optional.empty(), DeskNotes.NONE);

        public Deed {
            requireNonNull(actor);
            requireNonNull(notes);
        }

        public static Deed of(UUID actor) {
            return new Deed(Optional.of(actor), DeskNotes.NONE);
        }
    }

    /** Which rentals a list holds; all of them when nothing is asked for. @param before only ids smaller than this */
    record Filter(Optional<UUID> userId, Optional<UUID> carId, Optional<BookingStatus> status, Optional<UUID> before) {}

    /** An entry of a rental's history. @param details what the desk noted, as a JSON document */
    record Entry(long version, Instant at, Optional<UUID> actor, String what, Optional<String> details) {}

    /** Stores a new rental, unless someone has the car: one statement, one round trip. */
    Future<Created> create(Rental rental, UUID actor, Optional<IdempotencyKey> key);

    /** Stores a step, unless the rental has changed meanwhile or someone has the car. */
    Future<Saved> save(Step.Allowed step, Deed deed);

    Future<Optional<Rental>> find(UUID id);

    /** Newest first; a hold whose time is up counts as cancelled. */
    Future<List<Rental>> list(Filter filter, Instant now, int limit);

    /** Oldest first. @param after only versions greater than this */
    Future<List<Entry>> history(UUID id, long after, int limit);

    /** What the desk read off the car when it went out, in kilometres; empty when it has not, or nobody wrote it down. */
    Future<Optional<Integer>> odometerAtPickup(UUID id);

    /** When the window after the one of this rental starts, whatever keeps the car then. */
    Future<Optional<Instant>> startOfNext(Rental rental, Instant now);

    /** The rental after this one of the same car, when it is held or confirmed. */
    Future<Optional<Rental>> next(Rental rental, Instant now);

    /** Holds whose time is up and which still stand in the way of a window of a car. */
    Future<List<Rental>> expiredHolds(UUID carId, Window window, Instant now);

    /** Holds of any car whose time is up, by id. */
    Future<List<UUID>> expiredHolds(Instant now, int limit);

    /** Rentals whose car should be back and is not, by id. */
    Future<List<UUID>> overdue(Instant now, int limit);

    /** Rentals marked as at risk although the car before them is back, by id. */
    Future<List<UUID>> riskedInVain(Instant now, int limit);

    /** How many rentals of a user are held, confirmed or active. */
    Future<Integer> countOpen(UUID userId, Instant now);
}
