package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import rental.contract.Money;

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

    /** The one that applies to so many days. */
    static Optional<Discount> of(int days, List<Discount> offered) {
        return offered.stream()
                .filter(discount -> discount.fromDays() <= days)
                .max(Comparator.comparingInt(Discount::fromDays))
                .filter(discount -> discount.percent().signum() > 0);
    }

    /** What is taken off: less than zero. */
    Money on(Money rental) {
        return rental.times(percent.movePointLeft(2).negate());
    }
}
