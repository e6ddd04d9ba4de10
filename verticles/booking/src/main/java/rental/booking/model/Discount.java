package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What is taken off the price of the days of a long rental.
 *
 * @param fromDays the shortest rental it is for
 * @param percent of the price of the days, 0–100
 */
public record Discount(int fromDays, BigDecimal percent) {

    public Discount {
        requireNonNull(percent);
    }
}
