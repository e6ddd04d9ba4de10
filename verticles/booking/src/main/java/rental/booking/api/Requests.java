package rental.booking.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import rental.contract.api.ApiRequest;

/** What clients send, in the contract's form. Times are kept to the microsecond, as the database does. */
final class Requests {
    private Requests() {}

    /** {@code BookingDetails}. */
    record BookingDetails(
            UUID carId,
            Instant pickupTime,
            Instant dropoffTime,
            Optional<UUID> quoteId,
            Optional<List<String>> extras,
            Optional<Boolean> hold,
            Optional<UUID> userId) {
        BookingDetails {
            pickupTime = micros(pickupTime);
            dropoffTime = micros(dropoffTime);
        }
    }

    /** {@code QuoteDetails}. */
    record QuoteDetails(UUID carId, Instant pickupTime, Instant dropoffTime, Optional<List<String>> extras) {
        QuoteDetails {
            pickupTime = micros(pickupTime);
            dropoffTime = micros(dropoffTime);
        }
    }

    /** {@code BookingChanges}. */
    record BookingChanges(Optional<Instant> pickupTime, Optional<Instant> dropoffTime) {
        BookingChanges {
            pickupTime = pickupTime.map(Requests::micros);
            dropoffTime = dropoffTime.map(Requests::micros);
        }

        /** A fault whatever the booking is like. */
        boolean endsBeforeItStarts() {
            return pickupTime.isPresent()
                    && dropoffTime.filter(end -> !end.isAfter(pickupTime.get())).isPresent();
        }
    }

    /** {@code BlockDetails}. */
    record BlockDetails(Instant from, Instant to, String reason) {
        BlockDetails {
            from = micros(from);
            to = micros(to);
        }
    }

    /** {@code AvailabilityQuestion}. */
    record AvailabilityQuestion(List<UUID> carIds, Instant pickupTime, Instant dropoffTime) {
        AvailabilityQuestion {
            pickupTime = micros(pickupTime);
            dropoffTime = micros(dropoffTime);
        }
    }

    static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether {@code Prefer} (RFC 7240) names a preference. */
    static boolean prefers(ApiRequest request, String preference) {
        return request.header("prefer").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(part -> part.split("[;=]", 2)[0].strip().toLowerCase(Locale.ROOT))
                .anyMatch(preference::equals);
    }
}
