package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import rental.contract.Money;

/**
 * What a customer gets back on cancelling: the best of the steps whose notice was kept, else nothing.
 *
 * @param steps in any order
 */
public record CancellationPolicy(List<Step> steps) {

    /**
     * One step of the policy.
     *
     * @param hoursBefore how long before pick-up it must be cancelled at the latest
     * @param refundPercent of the total price, 0–100
     */
    public record Step(int hoursBefore, BigDecimal refundPercent) {
        public Step {
            requireNonNull(refundPercent);
        }
    }

    public CancellationPolicy {
        steps = List.copyOf(steps);
    }

    public Money refund(Money total, Instant pickupTime, Instant cancelled) {
        var notice = Duration.between(cancelled, pickupTime);
        return steps.stream()
                .filter(step -> notice.compareTo(Duration.ofHours(step.hoursBefore())) >= 0)
                .map(Step::refundPercent)
                .max(Comparator.naturalOrder())
                .map(percent -> total.times(percent.movePointLeft(2)))
                .orElseGet(() -> Money.zero(total.currency()));
    }
}
