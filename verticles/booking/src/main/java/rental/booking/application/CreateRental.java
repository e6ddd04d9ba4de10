package rental.booking.application;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.runtime.http.IdempotencyKey;

/**
 * Asks for a booking.
 *
 * @param userId who it is for
 * @param actor who asks: the user, or staff at the desk
 * @param quoteId whose price is to be honoured
 * @param extras codes; empty together with a quote means those of the quote
 * @param hold whether it is to wait for a confirmation
 * @param alternatives whether to name other cars when this one is taken
 */
public record CreateRental(
        UUID userId,
        UUID actor,
        UUID carId,
        Instant pickupTime,
        Instant dropoffTime,
        Optional<UUID> quoteId,
        Optional<List<String>> extras,
        boolean hold,
        boolean alternatives,
        Optional<IdempotencyKey> key) {

    public CreateRental {
        requireNonNull(userId);
        requireNonNull(actor);
        requireNonNull(carId);
        requireNonNull(pickupTime);
        requireNonNull(dropoffTime);
        requireNonNull(quoteId);
        extras = extras.map(List::copyOf);
        requireNonNull(key);
    }
}
