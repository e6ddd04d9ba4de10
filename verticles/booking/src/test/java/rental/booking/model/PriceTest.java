package rental.booking.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import rental.contract.Money;
import rental.contract.booking.PriceLine;
import rental.runtime.http.Json;

class PriceTest {
    private static final Money HUNDRED = Money.of("100.00", "USD");
    private static final Extra SEAT = new Extra("child-seat", "Child seat", Extra.Per.DAY, Money.of("6.00", "USD"));
    private static final Extra COVER = new Extra("cover", "Cover", Extra.Per.RENTAL, Money.of("40.00", "USD"));

    private static PriceInputs tenDays(List<Extra> extras, List<Discount> discounts, String tax) {
        return new PriceInputs(
                HUNDRED,
                ZoneId.of("UTC"),
                Instant.parse("2027-03-01T10:00:00Z"),
                Instant.parse("2027-03-11T10:00:00Z"),
                extras,
                discounts,
                new BigDecimal(tax),
                Optional.empty());
    }

    @Test
    void chargesTheDaysAloneUnlessMoreIsSettled() {
        var price = Price.of(tenDays(List.of(), List.of(), "0"));

        assertThat(price.lines()).extracting(PriceLine::kind).containsExactly("days");
        assertThat(price.total()).hasToString("1000.00 USD");
    }

    @Test
    void takesTheDiscountOfTheLongestThatIsReachedOffTheDays() {
        var discounts = List.of(
                new Discount(28, new BigDecimal("20")),
                new Discount(7, new BigDecimal("10")),
                new Discount(3, BigDecimal.ONE));

        var price = Price.of(tenDays(List.of(COVER), discounts, "0"));

        assertThat(price.lines()).extracting(PriceLine::kind).containsExactly("days", "discount", "extra");
        assertThat(price.lines().get(1).amount()).hasToString("-100.00 USD");
        assertThat(price.total()).hasToString("940.00 USD");
    }

    @Test
    void chargesExtrasByTheDayOrOnce() {
        var price = Price.of(tenDays(List.of(SEAT, COVER), List.of(), "0"));

        assertThat(price.lines().get(1).amount()).hasToString("60.00 USD");
        assertThat(price.lines().get(2).amount()).hasToString("40.00 USD");
    }

    @Test
    void taxesEverythingAndRoundsHalfUp() {
        var price = Price.of(tenDays(List.of(SEAT), List.of(), "8.3755"));

        assertThat(price.lines().get(2).amount()).hasToString("88.78 USD");
        assertThat(price.total()).hasToString("1148.78 USD");
    }

    @Test
    void chargesEachWholeHourLateAfter59FreeMinutes() {
        var due = Instant.parse("2027-03-11T10:00:00Z");
        var rules = new PriceRules(List.of(), List.of(), BigDecimal.ZERO, new BigDecimal("20"));
        var price = Price.of(tenDays(List.of(), List.of(), "0"));

        assertThat(rules.afterReturn(price, due.plusSeconds(59 * 60)).total()).hasToString("1000.00 USD");
        assertThat(rules.afterReturn(price, due.plusSeconds(60 * 60)).total()).hasToString("1020.00 USD");
        assertThat(rules.afterReturn(price, due.plusSeconds(3 * 3600 + 1)).total())
                .hasToString("1060.00 USD");
        assertThat(rules.afterReturn(price, due.minusSeconds(3600)).total()).hasToString("1000.00 USD");
    }

    @Property
    void linesAddUpToTheTotal(@ForAll("inputs") PriceInputs inputs) {
        var price = Price.of(inputs);

        var sum = price.lines().stream()
                .map(PriceLine::amount)
                .reduce(Money.zero(inputs.pricePerDay().currency()), Money::plus);
        assertThat(price.total()).isEqualTo(sum);
        assertThat(price.total().amount()).isNotNegative();
    }

    @Property
    void theTotalForManyCarsIsWhatEachCosts(@ForAll("inputs") PriceInputs inputs) {
        var alone = new PriceInputs(
                inputs.pricePerDay(),
                inputs.timeZone(),
                inputs.pickupTime(),
                inputs.dropoffTime(),
                List.of(),
                inputs.discounts(),
                inputs.taxPercent(),
                Optional.empty());
        var rules = new PriceRules(List.of(), inputs.discounts(), inputs.taxPercent(), BigDecimal.ZERO);

        assertThat(rules.totals(inputs.window()).of(inputs.pricePerDay(), inputs.timeZone()))
                .isEqualTo(Price.of(alone).total());
    }

    @Property
    void isReckonedAgainFromWhatIsKept(@ForAll("inputs") PriceInputs inputs) {
        var kept = Json.read(Json.write(Price.of(inputs)), Price.class);

        assertThat(PriceAudit.of(kept).agrees()).isTrue();
        assertThat(PriceAudit.of(kept).recomputed()).isEqualTo(Price.of(inputs).total());
    }

    @Property
    void aDiscountNeverMakesItDearerNorATaxCheaper(@ForAll("inputs") PriceInputs inputs) {
        var plain = new PriceInputs(
                inputs.pricePerDay(),
                inputs.timeZone(),
                inputs.pickupTime(),
                inputs.dropoffTime(),
                inputs.extras(),
                List.of(),
                BigDecimal.ZERO,
                inputs.lateness());
        var taxed = new PriceInputs(
                plain.pricePerDay(),
                plain.timeZone(),
                plain.pickupTime(),
                plain.dropoffTime(),
                plain.extras(),
                List.of(),
                inputs.taxPercent(),
                plain.lateness());
        var discounted = new PriceInputs(
                plain.pricePerDay(),
                plain.timeZone(),
                plain.pickupTime(),
                plain.dropoffTime(),
                plain.extras(),
                inputs.discounts(),
                BigDecimal.ZERO,
                plain.lateness());

        assertThat(Price.of(discounted).total())
                .isLessThanOrEqualTo(Price.of(plain).total());
        assertThat(Price.of(taxed).total())
                .isGreaterThanOrEqualTo(Price.of(plain).total());
    }

    @Provide
    Arbitrary<PriceInputs> inputs() {
        return Samples.inputs();
    }
}
