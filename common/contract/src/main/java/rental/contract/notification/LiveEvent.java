package rental.contract.notification;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * One thing that happened to a booking, in its place in the stream.
 *
 * @param position counts up by one from event to event, over all users: a missing number is an event not yet seen
 * @param userId whose booking it is
 * @param type kebab-case, such as {@code booking-confirmed}
 * @param data a JSON document on one line, as clients get it
 */
public record LiveEvent(long position, UUID eventId, UUID userId, String type, Instant occurredAt, String data) {

    public LiveEvent {
        requireNonNull(eventId);
        requireNonNull(userId);
        requireNonNull(type);
        requireNonNull(occurredAt);
        requireNonNull(data);
    }
}
