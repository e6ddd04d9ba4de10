package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * How late a car came back.
 *
 * @param hours whole hours after the agreed time: 59 minutes are free
 * @param percentOfDay what each costs, as a share of the price of a day
 */
public record Lateness(long hours, BigDecimal percentOfDay) {

    public Lateness {
        requireNonNull(percentOfDay);
    }

    /** @param agreed when the car was to be back, before or after it was */
    public static Lateness between(Instant agreed, Instant returned, BigDecimal percentOfDay) {
        return new Lateness(Math.max(0, Duration.between(agreed, returned).toHours()), percentOfDay);
    }
}
