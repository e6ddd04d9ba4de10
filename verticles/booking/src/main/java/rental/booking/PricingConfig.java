package rental.booking;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import rental.booking.model.CancellationPolicy;
import rental.booking.model.Discount;
import rental.booking.model.Extra;
import rental.booking.model.PriceRules;
import rental.contract.Money;
import rental.runtime.config.Setting;

/** What an installation charges besides the cars' own prices, and what it pays back. */
public record PricingConfig(
        @Setting(
                name = "CURRENCY",
                fallback = "USD",
                meaning = "The one currency of the installation, as an ISO 4217 code.")
        Currency currency,

        @Setting(
                name = "BOOKING_EXTRAS",
                fallback = "child-seat:day:6.00,additional-driver:day:10.00,gps:day:5.00,full-cover:day:25.00",
                meaning = "What can be rented along: code, what the price is for (day or rental), and the price.")
        List<String> extras,

        @Setting(
                name = "BOOKING_DISCOUNTS",
                meaning = "What long rentals have off their days: days from which, and per cent.",
                example = "7:10,28:20")
        List<String> discounts,

        @Setting(
                name = "BOOKING_TAX_PERCENT",
                fallback = "0",
                min = "0",
                max = "100",
                meaning = "The tax on everything, in per cent.")
        BigDecimal taxPercent,

        @Setting(
                name = "BOOKING_LATE_HOUR_PERCENT",
                fallback = "20",
                min = "0",
                max = "1000",
                meaning = "What each whole hour late costs, in per cent of the price of a day.")
        BigDecimal lateHourPercent,

        @Setting(
                name = "BOOKING_CANCELLATION",
                fallback = "48:100,24:50",
                meaning = "What cancelling brings back: hours before pick-up at the latest, and per cent of the price.")
        List<String> cancellation) {

    public PricingConfig {
        extras = List.copyOf(extras);
        discounts = List.copyOf(discounts);
        cancellation = List.copyOf(cancellation);
        extras.forEach(text -> extra(text, currency));
        discounts.forEach(PricingConfig::discount);
        cancellation.forEach(PricingConfig::step);
    }

    PriceRules rules() {
        return new PriceRules(
                extras.stream().map(text -> extra(text, currency)).toList(),
                discounts.stream().map(PricingConfig::discount).toList(),
                taxPercent,
                lateHourPercent);
    }

    CancellationPolicy policy() {
        return new CancellationPolicy(
                cancellation.stream().map(PricingConfig::step).toList());
    }

    private static Extra extra(String text, Currency currency) {
        return parsed(text, 3, "an extra such as gps:day:5.00", parts -> {
            var code = parts.get(0);
            var words = code.replace('-', ' ');
            return new Extra(
                    code,
                    words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
                    Extra.Per.valueOf(parts.get(1).toUpperCase(Locale.ROOT)),
                    new Money(new BigDecimal(parts.get(2)), currency));
        });
    }

    private static Discount discount(String text) {
        return parsed(
                text,
                2,
                "days and per cent such as 7:10",
                parts -> new Discount(Integer.parseInt(parts.get(0)), percent(parts.get(1))));
    }

    private static CancellationPolicy.Step step(String text) {
        return parsed(
                text,
                2,
                "hours and per cent such as 48:100",
                parts -> new CancellationPolicy.Step(Integer.parseInt(parts.get(0)), percent(parts.get(1))));
    }

    private static BigDecimal percent(String text) {
        var percent = new BigDecimal(text);
        if (percent.signum() < 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("0 to 100");
        }
        return percent;
    }

    private static <T> T parsed(String text, int count, String expected, Function<List<String>, T> read) {
        var parts = Arrays.asList(text.split(":", -1));
        try {
            if (parts.size() == count && parts.stream().noneMatch(String::isBlank)) {
                return read.apply(parts);
            }
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            throw new IllegalArgumentException("must be " + expected + ", not '" + text + "'", malformed);
        }
        throw new IllegalArgumentException("must be " + expected + ", not '" + text + "'");
    }
}
