package rental.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A notification as the contract shows it. @param sentAt when it was handed over */
record Notification(
        UUID id,
        String kind,
        String channel,
        String status,
        String subject,
        Instant createdAt,
        Optional<Instant> sentAt) {}
