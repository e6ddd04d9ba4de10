package rental.contract.event;

import java.util.UUID;

/** Asks for a parked fact to be delivered again. @param id of the parked entry */
public record RetryParkedEvent(UUID id) {
    /** @param found whether the source had it */
    public record Outcome(boolean found) {}
}
