package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import rental.notification.mail.Kind;

/**
 * Something to tell a user.
 *
 * @param cause what makes it the same notification when it is asked for again: one is made for each cause, kind and channel
 * @param subject the mail's, in the user's language as far as it is known by now
 * @param facts the JSON document of what it tells of
 * @param uselessAfter when nobody wants it any more
 * @param traceparent of the request that it comes from
 */
public record NewNotice(
        UUID cause,
        Kind kind,
        UUID userId,
        String subject,
        String facts,
        Optional<Instant> uselessAfter,
        Optional<String> traceparent) {

    public NewNotice {
        requireNonNull(cause);
        requireNonNull(kind);
        requireNonNull(userId);
        requireNonNull(subject);
        requireNonNull(facts);
        requireNonNull(uselessAfter);
        requireNonNull(traceparent);
    }
}
