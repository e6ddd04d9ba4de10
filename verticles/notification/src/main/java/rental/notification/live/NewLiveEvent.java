package rental.notification.live;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import rental.contract.notification.LiveEvent;

/** A live event that has no place in the stream yet; otherwise as {@link LiveEvent}. */
public record NewLiveEvent(UUID eventId, UUID userId, String type, Instant occurredAt, String data) {

    public NewLiveEvent {
        requireNonNull(eventId);
        requireNonNull(userId);
        requireNonNull(type);
        requireNonNull(occurredAt);
        requireNonNull(data);
    }

    LiveEvent at(long position) {
        return new LiveEvent(position, eventId, userId, type, occurredAt, data);
    }
}
