package rental.contract.auth;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The facts {@code email-verification}, {@code password-reset} and {@code security-alert}: the user is to get a mail.
 *
 * @param kind the notification's kind, also the type of the event that holds this
 * @param email where to
 * @param token the single-use token that the mail carries; its event is secret and forgotten once delivered
 * @param expiresAt until when the token serves
 * @param reason of a {@code security-alert}, one sentence for the user
 */
public record MailRequested(
        String kind,
        UUID userId,
        String email,
        String name,
        String locale,
        Optional<String> token,
        Optional<Instant> expiresAt,
        Optional<String> reason) {
    public static final String EMAIL_VERIFICATION = "email-verification";
    public static final String PASSWORD_RESET = "password-reset";
    public static final String SECURITY_ALERT = "security-alert";

    public MailRequested {
        requireNonNull(kind);
        requireNonNull(userId);
        requireNonNull(email);
    }
}
