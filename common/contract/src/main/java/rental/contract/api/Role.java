package rental.contract.api;

import java.util.Locale;

/** What a signed-in user may do. Everyone has {@link #CUSTOMER}; {@link #ADMIN} includes {@link #STAFF}. */
public enum Role {
    CUSTOMER,
    STAFF,
    ADMIN;

    /** The name in tokens and JSON: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for an unknown name */
    public static Role ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
