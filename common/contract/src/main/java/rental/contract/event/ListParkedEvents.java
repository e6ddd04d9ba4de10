package rental.contract.event;

/**
 * Asks a source for its parked facts, newest first.
 *
 * @param limit how many at most
 */
public record ListParkedEvents(int limit) {}
