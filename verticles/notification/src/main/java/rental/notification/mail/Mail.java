package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A mail that is ready to go.
 *
 * @param messageId the same however often it is sent, so that a mailbox can tell a repetition; with angle brackets
 * @param to one address
 * @param subject on one line
 */
public record Mail(
        String messageId, String to, String subject, String text, String html, Optional<Invitation> invitation) {

    public Mail {
        requireNonNull(messageId);
        requireNonNull(to);
        requireNonNull(subject);
        requireNonNull(text);
        requireNonNull(html);
        requireNonNull(invitation);
    }

    /**
     * A calendar object (RFC 5545) that puts an entry into the reader's calendar, changes it or takes it out.
     *
     * @param method {@code REQUEST} or {@code CANCEL} (RFC 5546)
     */
    public record Invitation(String method, String calendar) {
        public Invitation {
            requireNonNull(method);
            requireNonNull(calendar);
        }
    }
}
