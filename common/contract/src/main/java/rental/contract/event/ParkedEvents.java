package rental.contract.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Facts that a consumer refused again and again, newest first. */
public record ParkedEvents(List<Parked> events) {
    public ParkedEvents {
        events = List.copyOf(events);
    }

    /**
     * One fact that waits for a person.
     *
     * @param id of the parked entry, not of the fact: a fact may be parked for two consumers
     * @param error what the consumer said last
     * @param attempts how often it was tried
     */
    public record Parked(
            UUID id,
            String source,
            String consumer,
            UUID eventId,
            String type,
            UUID aggregateId,
            String error,
            int attempts,
            Instant parkedAt) {}
}
