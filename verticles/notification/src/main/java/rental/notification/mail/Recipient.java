package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Who gets a notification.
 *
 * @param name empty when none was given
 * @param locale a BCP 47 language tag
 */
public record Recipient(UUID userId, String email, String name, String locale) {

    public Recipient {
        requireNonNull(userId);
        requireNonNull(email);
        requireNonNull(name);
        requireNonNull(locale);
    }
}
