package rental.auth.usecase;

import java.time.Duration;
import rental.contract.api.Problem;

/** Why the auth service refuses things. */
public final class Refusals {
    static final Problem EMAIL_TAKEN = Problem.conflict("email-taken", "There is an account with this email address.");
    static final Problem INVALID_CREDENTIALS =
            Problem.of(401, "invalid-credentials", "The email address or the password is wrong.");
    static final Problem ACCOUNT_LOCKED = Problem.of(403, "account-locked", "This account is locked.");
    static final Problem REFRESH_TOKEN_INVALID =
            Problem.of(401, "refresh-token-invalid", "The refresh token is not valid, or its session has ended.");
    static final Problem REFRESH_TOKEN_REUSED = Problem.of(
            401, "refresh-token-reused", "The refresh token was used twice, so its session has ended: sign in again.");
    static final Problem TOKEN_INVALID =
            Problem.of(400, "token-invalid", "The token is not valid, was used, or has run out.");
    static final Problem SESSION_NOT_FOUND = Problem.notFound("session-not-found", "There is no such session.");
    static final Problem USER_NOT_FOUND = Problem.notFound("user-not-found", "There is no such user.");
    static final Problem BOOKING_OPEN =
            Problem.conflict("booking-open", "A booking is still open: cancel it or return the car first.");
    static final Problem LAST_ADMIN =
            Problem.conflict("last-admin", "This is the last administrator: make another one first.");
    public static final Problem BUSY =
            Problem.tryAgain("try-again", "Too many are signing in at this moment. Try again shortly.");
    /** The caller's account went while the request was under way. */
    static final Problem SIGNED_OUT = Problem.of(401, "unauthenticated", "The session has ended: sign in again.");

    private Refusals() {}

    static Problem tooManyAttempts(Duration wait) {
        return Problem.of(429, "too-many-attempts", "Too many failed attempts: try again later.")
                .with("retry-after", Long.toString(Math.max(1, wait.toSeconds() + 1)));
    }
}
