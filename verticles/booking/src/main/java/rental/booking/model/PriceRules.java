package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import rental.contract.Window;
import rental.contract.car.Car;

/** What an installation charges besides the car's own price: the one place that prices a rental. */
public final class PriceRules {
    private final Map<String, Extra> catalogue;
    private final List<Discount> discounts;
    private final BigDecimal taxPercent;
    private final BigDecimal lateHourPercent;

    /**
     * @param catalogue the extras that can be had
     * @param discounts for long rentals; the one for the longest that is reached applies
     * @param lateHourPercent what each whole hour late costs, in per cent of the price of a day
     */
    public PriceRules(
            List<Extra> catalogue, List<Discount> discounts, BigDecimal taxPercent, BigDecimal lateHourPercent) {
        this.catalogue = catalogue.stream().collect(Collectors.toUnmodifiableMap(Extra::code, Function.identity()));
        this.discounts = List.copyOf(discounts);
        this.taxPercent = requireNonNull(taxPercent);
        this.lateHourPercent = requireNonNull(lateHourPercent);
    }

    /** The extra of a code; empty when it is not offered. */
    public Optional<Extra> extra(String code) {
        return Optional.ofNullable(catalogue.get(code));
    }

    /** What a car costs for a window. */
    public Price price(Car car, Window window, List<Extra> extras) {
        return Price.of(new PriceInputs(
                car.pricePerDay(),
                ZoneId.of(car.location().timeZone()),
                window.from(),
                window.to(),
                extras,
                discounts,
                taxPercent,
                Optional.empty()));
    }

    /** Prices any number of cars for a window. */
    public Totals totals(Window window) {
        return new Totals(window, discounts, taxPercent);
    }

    /** An agreed price once the car is back: the same, and a fee for each whole hour that it was late. */
    public Price afterReturn(Price agreed, Instant returned) {
        return agreed.late(Lateness.between(agreed.inputs().dropoffTime(), returned, lateHourPercent));
    }
}
