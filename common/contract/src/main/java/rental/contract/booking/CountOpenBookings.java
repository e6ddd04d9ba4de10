package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** Asks how many bookings of a user are held, confirmed or active. */
public record CountOpenBookings(UUID userId) {
    public CountOpenBookings {
        requireNonNull(userId);
    }

    /** @param count how many stand open */
    public record Count(int count) {}
}
