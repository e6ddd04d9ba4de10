package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import rental.contract.Money;
import rental.contract.Window;

/**
 * Everything a price is made of, kept with the booking so that it can be reckoned again after the car's price and the
 * installation's rates have changed.
 *
 * @param timeZone where the car stands: its wall clock counts the days
 * @param extras as they were in the catalogue
 * @param discounts all that were offered, not only the one that applies
 * @param taxPercent on everything, 0–100
 * @param lateness once the car is back; empty before
 */
public record PriceInputs(
        Money pricePerDay,
        ZoneId timeZone,
        Instant pickupTime,
        Instant dropoffTime,
        List<Extra> extras,
        List<Discount> discounts,
        BigDecimal taxPercent,
        Optional<Lateness> lateness) {

    public PriceInputs {
        requireNonNull(pricePerDay);
        requireNonNull(timeZone);
        extras = List.copyOf(extras);
        discounts = List.copyOf(discounts);
        requireNonNull(taxPercent);
        requireNonNull(lateness);
    }

    Window window() {
        return new Window(pickupTime, dropoffTime);
    }

    PriceInputs late(Lateness lateness) {
        return new PriceInputs(
                pricePerDay, timeZone, pickupTime, dropoffTime, extras, discounts, taxPercent, Optional.of(lateness));
    }
}
