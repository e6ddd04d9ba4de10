package rental.notification;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

/** A notification as the contract shows it, with times in whole milliseconds. @param sentAt when it was handed over */
record Notification(
        UUID id,
        String kind,
        String channel,
        String status,
        String subject,
        Instant createdAt,
        Optional<Instant> sentAt) {
    Notification {
        createdAt = createdAt.truncatedTo(ChronoUnit.MILLIS);
        sentAt = sentAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }
}
