package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import rental.contract.Money;
import rental.contract.booking.PriceLine;

/**
 * What a rental costs, how that comes about, and from what.
 *
 * @param rulesVersion the version of the arithmetic below that made it
 * @param lines they add up to the total
 */
public record Price(int rulesVersion, PriceInputs inputs, List<PriceLine> lines, Money total) {
    /** Grows when the same inputs would come to another price. */
    public static final int RULES_VERSION = 1;

    public Price {
        requireNonNull(inputs);
        lines = List.copyOf(lines);
        requireNonNull(total);
    }

    /** Reckons a price. Each line is rounded half up to the minor unit; the total is their plain sum. */
    public static Price of(PriceInputs inputs) {
        var days = RentalDays.count(inputs.window(), inputs.timeZone());
        var lines = new ArrayList<PriceLine>();
        var rental = line("days", days == 1 ? "1 day" : days + " days", days, inputs.pricePerDay());
        lines.add(rental);
        discount(inputs.discounts(), days, rental.amount()).ifPresent(lines::add);
        inputs.extras().forEach(extra -> lines.add(extra(extra, days)));
        inputs.lateness()
                .filter(late -> late.hours() > 0)
                .ifPresent(late -> lines.add(lateFee(late, inputs.pricePerDay())));
        tax(inputs.taxPercent(), sum(lines, inputs)).ifPresent(lines::add);
        return new Price(RULES_VERSION, inputs, lines, sum(lines, inputs));
    }

    /** The same rental when the car came back at another time than agreed. */
    public Price late(Lateness lateness) {
        return of(inputs.late(lateness));
    }

    private static PriceLine line(String kind, String label, long quantity, Money unitPrice) {
        return new PriceLine(kind, label, BigDecimal.valueOf(quantity), unitPrice, unitPrice.times(quantity));
    }

    private static Optional<PriceLine> discount(List<Discount> discounts, int days, Money rental) {
        return Discount.of(days, discounts)
                .map(discount -> line(
                        "discount",
                        percent(discount.percent()) + " off from " + discount.fromDays() + " days",
                        1,
                        discount.on(rental)));
    }

    private static PriceLine extra(Extra extra, int days) {
        return line("extra", extra.label(), extra.per() == Extra.Per.DAY ? days : 1, extra.price());
    }

    private static PriceLine lateFee(Lateness late, Money pricePerDay) {
        var label = late.hours() == 1 ? "1 hour late" : late.hours() + " hours late";
        return line("late-fee", label, late.hours(), pricePerDay.times(share(late.percentOfDay())));
    }

    private static Optional<PriceLine> tax(BigDecimal percent, Money on) {
        return Optional.of(percent)
                .filter(rate -> rate.signum() > 0)
                .map(rate -> line("tax", "Tax " + percent(rate), 1, on.times(share(rate))));
    }

    private static Money sum(List<PriceLine> lines, PriceInputs inputs) {
        return lines.stream()
                .map(PriceLine::amount)
                .reduce(Money.zero(inputs.pricePerDay().currency()), Money::plus);
    }

    private static BigDecimal share(BigDecimal percent) {
        return percent.movePointLeft(2);
    }

    private static String percent(BigDecimal rate) {
        return rate.stripTrailingZeros().toPlainString() + " %";
    }
}
