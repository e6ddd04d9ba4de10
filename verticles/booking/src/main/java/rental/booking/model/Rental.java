package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Window;
import rental.contract.booking.Booking;
import rental.contract.booking.Booking.BookedCar;
import rental.contract.booking.Booking.Cancellation;
import rental.contract.booking.BookingStatus;
import rental.contract.car.Car;

/**
 * A booking of a car for a window.
 *
 * @param userId who it is for
 * @param car as booking knows it now; the price that was agreed stands in the terms
 * @param version grows by one with every change
 */
public record Rental(
        UUID id, UUID userId, Car car, Terms terms, State state, long version, Instant createdAt, Instant updatedAt) {

    /** Why a hold is cancelled whose time is up. */
    static final String EXPIRED = "hold-expired";

    public Rental {
        requireNonNull(id);
        requireNonNull(userId);
        requireNonNull(car);
        requireNonNull(terms);
        requireNonNull(state);
        requireNonNull(createdAt);
        requireNonNull(updatedAt);
    }

    /** A booking that stands at once. */
    public static Rental confirmed(UUID id, UUID userId, Car car, Terms terms, Instant now) {
        return new Rental(id, userId, car, terms, State.confirmed(blocked(terms.window(), car)), 1, now, now);
    }

    /** A booking that keeps the car until it is confirmed, or its time is up. */
    public static Rental held(UUID id, UUID userId, Car car, Terms terms, Instant now, Duration patience) {
        var state = State.held(blocked(terms.window(), car), now.plus(patience));
        return new Rental(id, userId, car, terms, state, 1, now, now);
    }

    /** When a rental of a window keeps the car from others: until it is fit for the next. */
    public static Window blocked(Window window, Car car) {
        return new Window(window.from(), window.to().plus(Duration.ofMinutes(car.turnaroundMinutes())));
    }

    public BookingStatus status() {
        return state.status();
    }

    public Window window() {
        return terms.window();
    }

    /** Whether this is a hold whose time is up: it keeps nobody out, whatever is still stored. */
    public boolean hasExpired(Instant now) {
        return status() == BookingStatus.HELD
                && state.holdExpiresAt().filter(expiry -> !expiry.isAfter(now)).isPresent();
    }

    /**
     * How it stands at a moment: a hold whose time is up has been cancelled from then on, whether or not that is stored
     * already. What will be stored is the same, so nobody can tell when it is.
     */
    public Rental at(Instant now) {
        if (!hasExpired(now)) {
            return this;
        }
        var expiry = state.holdExpiresAt().orElseThrow();
        return next(state.cancelled(new Cancellation(EXPIRED, expiry), Optional.empty()), expiry);
    }

    /** Whether it was a hold that nobody confirmed in time. */
    boolean ranOut() {
        return state.cancellation().filter(why -> why.reason().equals(EXPIRED)).isPresent();
    }

    /** Whether the car should be back and is not. */
    public boolean isOverdue(Instant now) {
        return status() == BookingStatus.ACTIVE && now.isAfter(window().to());
    }

    Rental next(State after, Instant now) {
        return next(terms, after, now);
    }

    Rental next(Terms agreed, State after, Instant now) {
        return new Rental(id, userId, car, agreed, after, version + 1, createdAt, now);
    }

    /** How the contract shows it. */
    public Booking view() {
        return new Booking(
                id,
                userId,
                new BookedCar(car.id(), car.name(), car.images()),
                window().from(),
                window().to(),
                status(),
                terms.price().total(),
                terms.price().lines(),
                status() == BookingStatus.HELD ? state.holdExpiresAt() : Optional.empty(),
                state.cancellation(),
                state.refund(),
                state.atRisk(),
                version,
                createdAt,
                updatedAt);
    }
}
