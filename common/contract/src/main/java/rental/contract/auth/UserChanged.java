package rental.contract.auth;

import static java.util.Objects.requireNonNull;

/** The fact {@code user-changed}: a user signed up or was changed. Late and repeated ones are told by {@code user.version}. */
public record UserChanged(User user) {
    public static final String TYPE = "user-changed";

    public UserChanged {
        requireNonNull(user);
    }
}
