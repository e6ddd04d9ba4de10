package rental.contract.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A consumer's answer to a batch. An outage of the consumer is no receipt: it fails the request, and the batch comes again.
 *
 * @param taken how many facts, from the first, are in effect for good
 * @param refusal why the fact after those can't be taken; empty when all were
 */
public record EventReceipt(int taken, Optional<String> refusal) {
    public EventReceipt {
        requireNonNull(refusal);
    }
}
