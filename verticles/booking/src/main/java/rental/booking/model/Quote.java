package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rental.contract.Window;

/**
 * A price that is honoured for a while; the car is not kept.
 *
 * @param userId whom it was made for
 * @param extras the codes asked for
 */
public record Quote(
        UUID id, UUID userId, UUID carId, Window window, List<String> extras, Price price, Instant expiresAt) {

    public Quote {
        requireNonNull(id);
        requireNonNull(userId);
        requireNonNull(carId);
        requireNonNull(window);
        extras = List.copyOf(extras);
        requireNonNull(price);
        requireNonNull(expiresAt);
    }

    /** Whether its price still holds. */
    public boolean holds(Instant now) {
        return now.isBefore(expiresAt);
    }
}
