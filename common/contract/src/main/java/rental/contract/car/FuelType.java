package rental.contract.car;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a car runs on; in JSON the name in lower case. */
public enum FuelType {
    PETROL,
    DIESEL,
    ELECTRIC,
    HYBRID;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Ignores case. @throws IllegalArgumentException for an unknown name */
    @JsonCreator
    public static FuelType ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
