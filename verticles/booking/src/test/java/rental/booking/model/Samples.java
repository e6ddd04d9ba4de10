package rental.booking.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import rental.contract.Money;
import rental.contract.Window;

/** Values to try the price rules with. */
final class Samples {
    private Samples() {}

    /** Zones with clock changes of an hour and of half an hour, and with odd offsets. */
    static Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "America/Los_Angeles",
                        "Europe/Berlin",
                        "Australia/Lord_Howe",
                        "Asia/Kathmandu",
                        "Pacific/Apia",
                        "America/St_Johns",
                        "UTC")
                .map(ZoneId::of);
    }

    /** Rentals of an hour to ninety days in two years with all their month ends and clock changes. */
    static Arbitrary<Window> windows() {
        var starts = Arbitraries.longs()
                .between(0, Duration.ofDays(730).toMinutes())
                .map(minutes -> Instant.parse("2027-01-01T00:00:00Z").plus(Duration.ofMinutes(minutes)));
        var lengths =
                Arbitraries.longs().between(60, Duration.ofDays(90).toMinutes()).map(Duration::ofMinutes);
        return Combinators.combine(starts, lengths).as((start, length) -> new Window(start, start.plus(length)));
    }

    static Arbitrary<Money> prices() {
        return Arbitraries.longs()
                .between(1, 200_000)
                .map(cents -> Money.of(BigDecimal.valueOf(cents, 2).toPlainString(), "USD"));
    }

    static Arbitrary<BigDecimal> percents() {
        return Arbitraries.longs().between(0, 10_000).map(hundredths -> BigDecimal.valueOf(hundredths, 2));
    }

    static Arbitrary<List<Extra>> extras() {
        var extra = Combinators.combine(Arbitraries.of(Extra.Per.values()), prices())
                .as((per, price) -> new Extra("extra", "Extra", per, price));
        return extra.list().ofMaxSize(4);
    }

    static Arbitrary<List<Discount>> discounts() {
        return percents()
                .list()
                .ofMaxSize(2)
                .map(percents -> percents.size() < 2
                        ? percents.stream()
                                .map(percent -> new Discount(7, percent))
                                .toList()
                        : List.of(new Discount(7, percents.get(0)), new Discount(28, percents.get(1))));
    }

    static Arbitrary<PriceInputs> inputs() {
        var lateness = Arbitraries.longs()
                .between(0, 200)
                .map(hours -> new Lateness(hours, BigDecimal.valueOf(20)))
                .optional();
        return Combinators.combine(prices(), zones(), windows(), extras(), discounts(), percents(), lateness)
                .as((price, zone, window, extras, discounts, tax, late) ->
                        new PriceInputs(price, zone, window.from(), window.to(), extras, discounts, tax, late));
    }
}
