package rental.contract.car;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a car shifts; in JSON the name in lower case. */
public enum Transmission {
    MANUAL,
    AUTOMATIC;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Ignores case. @throws IllegalArgumentException for an unknown name */
    @JsonCreator
    public static Transmission ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
