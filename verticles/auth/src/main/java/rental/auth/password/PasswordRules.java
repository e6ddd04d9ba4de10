package rental.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What may be a password. The HTTP contract says the same for what comes in from outside. */
public final class PasswordRules {
    /** What bcrypt reads of a password, in UTF-8; more would be cut off silently. */
    public static final int LONGEST = 72;

    private static final int SHORTEST = 8;

    private PasswordRules() {}

    /** What is wrong with a new password, as a clause; empty when it may be one. */
    public static Optional<String> fault(String password) {
        if (password.codePointCount(0, password.length()) < SHORTEST) {
            return Optional.of("must have at least 8 characters");
        }
        if (length(password) > LONGEST) {
            return Optional.of("must have at most 72 bytes in UTF-8");
        }
        if (password.codePoints().noneMatch(Character::isUpperCase)
                || password.codePoints().noneMatch(Character::isDigit)) {
            return Optional.of("must have an upper-case letter and a digit");
        }
        return Optional.empty();
    }

    static int length(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }
}
