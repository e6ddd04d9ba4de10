package rental.booking.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rental.contract.Money;

class CancellationPolicyTest {
    private static final Instant PICKUP = Instant.parse("2027-03-10T10:00:00Z");
    private static final CancellationPolicy POLICY = new CancellationPolicy(List.of(
            new CancellationPolicy.Step(24, BigDecimal.valueOf(50)),
            new CancellationPolicy.Step(48, BigDecimal.valueOf(100))));

    @ParameterizedTest
    @CsvSource({
        "2027-03-01T10:00:00Z, 99.99",
        "2027-03-08T10:00:00Z, 99.99",
        "2027-03-08T10:00:01Z, 50.00",
        "2027-03-09T10:00:00Z, 50.00",
        "2027-03-09T10:00:01Z, 0.00",
        "2027-03-11T10:00:00Z, 0.00",
    })
    void refundsTheStepWhoseNoticeWasKept(Instant cancelled, String refund) {
        assertThat(POLICY.refund(Money.of("99.99", "USD"), PICKUP, cancelled)).hasToString(refund + " USD");
    }

    @Property
    void neverRefundsMoreThanWasToBePaidNorMoreForLessNotice(
            @ForAll("prices") Money total, @ForAll @LongRange(min = 0, max = 10_000) long minutes) {
        var cancelled = PICKUP.minus(Duration.ofMinutes(minutes));
        var refund = POLICY.refund(total, PICKUP, cancelled);

        assertThat(refund).isLessThanOrEqualTo(total);
        assertThat(POLICY.refund(total, PICKUP, cancelled.plusSeconds(3_600))).isLessThanOrEqualTo(refund);
    }

    @Provide
    Arbitrary<Money> prices() {
        return Samples.prices();
    }
}
