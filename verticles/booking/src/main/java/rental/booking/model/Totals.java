package rental.booking.model;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rental.contract.Money;
import rental.contract.Window;

/**
 * What cars cost for one window, without extras: the totals of their {@link Price}s and nothing that explains them. A search
 * asks for twenty at a time; what they have in common, the days and the discount for them, is reckoned once.
 */
public final class Totals {
    private final Window window;
    private final List<Discount> discounts;
    private final BigDecimal taxShare;
    private final Map<ZoneId, Length> lengths = new HashMap<>();

    Totals(Window window, List<Discount> discounts, BigDecimal taxPercent) {
        this.window = window;
        this.discounts = discounts;
        this.taxShare = taxPercent.movePointLeft(2);
    }

    /** How long the window is somewhere, and what that takes off. */
    private record Length(int days, Optional<Discount> discount) {}

    /** The total for a car of that price by day, standing in that time zone. */
    public Money of(Money pricePerDay, ZoneId timeZone) {
        var length = lengths.computeIfAbsent(timeZone, this::length);
        var rental = pricePerDay.times(length.days());
        var total = length.discount()
                .map(discount -> rental.plus(discount.on(rental)))
                .orElse(rental);
        return taxShare.signum() > 0 ? total.plus(total.times(taxShare)) : total;
    }

    private Length length(ZoneId timeZone) {
        var days = RentalDays.count(window, timeZone);
        return new Length(days, Discount.of(days, discounts));
    }
}
