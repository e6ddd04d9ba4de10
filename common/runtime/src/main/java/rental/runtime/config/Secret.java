package rental.runtime.config;

import static java.util.Objects.requireNonNull;

/**
 * A value that must not be shown: it prints as stars.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    public Secret {
        requireNonNull(value);
    }

    @Override
    public String toString() {
        return "***";
    }
}
