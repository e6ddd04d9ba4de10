package rental.contract.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A consumer's answer to a batch.
 *
 * @param taken how many facts, from the first, are in effect for good
 * @param refusal why the fact after those can't be taken, which is the fact's own fault
 * @param outage why none can be taken now, which is not the facts' fault: the batch is to come again
 */
public record EventReceipt(int taken, Optional<String> refusal, Optional<String> outage) {
    public EventReceipt {
        requireNonNull(refusal);
        requireNonNull(outage);
    }

    /** All of the first so many are in effect. */
    public static EventReceipt taken(int count) {
        return new EventReceipt(count, Optional.empty(), Optional.empty());
    }

    public static EventReceipt refused(int taken, String reason) {
        return new EventReceipt(taken, Optional.of(reason), Optional.empty());
    }

    public static EventReceipt notNow(String reason) {
        return new EventReceipt(0, Optional.empty(), Optional.of(reason));
    }

    /** The receipt for a batch that began with so many more, which were taken. An outage is left out: it shows again. */
    public EventReceipt after(int before) {
        return before > 0 && outage.isPresent() ? taken(before) : new EventReceipt(before + taken, refusal, outage);
    }
}
