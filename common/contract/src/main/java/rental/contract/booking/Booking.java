package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Money;

/**
 * A booking, as the HTTP contract shows it.
 *
 * @param pickupTime what was agreed, whatever happened later
 * @param dropoffTime what was agreed, whatever happened later
 * @param refund of a cancelled one, by the policy it was made under
 * @param atRisk whether the car is overdue from the rental before
 * @param version grows with every change
 */
public record Booking(
        UUID id,
        UUID userId,
        BookedCar car,
        Instant pickupTime,
        Instant dropoffTime,
        BookingStatus status,
        Money totalPrice,
        List<PriceLine> priceLines,
        Optional<Instant> holdExpiresAt,
        Optional<Cancellation> cancellation,
        Optional<Money> refund,
        boolean atRisk,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** The car as it was known when the booking was read. */
    public record BookedCar(UUID id, String name, List<String> images) {}

    /**
     * Why and when it ended.
     *
     * @param reason {@code customer}, {@code staff}, {@code hold-expired} or {@code no-show}
     */
    public record Cancellation(String reason, Instant at) {}

    public Booking {
        requireNonNull(id);
        priceLines = List.copyOf(priceLines);
    }
}
