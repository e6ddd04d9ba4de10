package rental.contract.auth;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The fact {@code user-erased}: the account is gone, and whoever keeps personal data of it erases that too. */
public record UserErased(UUID userId) {
    public static final String TYPE = "user-erased";

    public UserErased {
        requireNonNull(userId);
    }
}
