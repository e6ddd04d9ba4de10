package rental.contract.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A fact as it travels: stored in the outbox of its source with the change itself, then handed to every consumer.
 *
 * @param id the same on every delivery: what a consumer remembers to take a fact once
 * @param type kebab-case, such as {@code booking-confirmed}; names the record that the payload holds
 * @param aggregateId the booking, car or user it is about; facts about one aggregate arrive in order
 * @param payload the record as a JSON document
 * @param requestId the request that caused it
 */
public record Event(
        UUID id,
        String type,
        UUID aggregateId,
        Instant occurredAt,
        String payload,
        String requestId,
        Optional<String> traceparent) {

    public Event {
        requireNonNull(id);
        requireNonNull(type);
        requireNonNull(aggregateId);
        requireNonNull(occurredAt);
        requireNonNull(payload);
        requireNonNull(requestId);
        requireNonNull(traceparent);
    }
}
