package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rental.notification.mail.Kind;

/**
 * A notification that this node has claimed and is to send.
 *
 * @param facts the JSON document of what it tells of
 * @param attempt which one this is, from 1
 * @param traceparent of the request that it comes from
 * @param lease proves the claim; it runs out, and then another node may claim the notification
 */
public record Notice(
        UUID id,
        Kind kind,
        String channel,
        UUID userId,
        String facts,
        int attempt,
        Optional<Instant> uselessAfter,
        Optional<String> traceparent,
        UUID lease) {

    public Notice {
        requireNonNull(id);
        requireNonNull(kind);
        requireNonNull(channel);
        requireNonNull(userId);
        requireNonNull(facts);
        requireNonNull(uselessAfter);
        requireNonNull(traceparent);
        requireNonNull(lease);
    }
}
