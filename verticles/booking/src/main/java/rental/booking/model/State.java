package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.booking.Booking.Cancellation;
import rental.contract.booking.BookingStatus;

/**
 * Where a rental stands.
 *
 * @param blocked when the car is kept from others: as things went, and with the turnaround
 * @param holdExpiresAt of one that is or was held
 * @param cancellation why and when, of a cancelled one
 * @param refund what a cancelled one brings back
 * @param atRisk whether the car is overdue from the rental before
 */
public record State(
        BookingStatus status,
        Window blocked,
        Optional<Instant> holdExpiresAt,
        Optional<Cancellation> cancellation,
        Optional<Money> refund,
        boolean atRisk) {

    public State {
        requireNonNull(status);
        requireNonNull(blocked);
        requireNonNull(holdExpiresAt);
        requireNonNull(cancellation);
        requireNonNull(refund);
    }

    static State held(Window blocked, Instant until) {
        return new State(BookingStatus.HELD, blocked, Optional.of(until), Optional.empty(), Optional.empty(), false);
    }

    static State confirmed(Window blocked) {
        return new State(BookingStatus.CONFIRMED, blocked, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    State in(BookingStatus next) {
        return new State(next, blocked, holdExpiresAt, cancellation, refund, atRisk);
    }

    State blocking(Window window) {
        return new State(status, window, holdExpiresAt, cancellation, refund, atRisk);
    }

    State risking(boolean overdueBefore) {
        return new State(status, blocked, holdExpiresAt, cancellation, refund, overdueBefore);
    }

    State cancelled(Cancellation why, Optional<Money> back) {
        return new State(BookingStatus.CANCELLED, blocked, holdExpiresAt, Optional.of(why), back, false);
    }
}
