package rental.contract.booking;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a booking stands; every one but {@link #CANCELLED} keeps the car from others. In JSON the name in lower case. */
public enum BookingStatus {
    HELD,
    CONFIRMED,
    ACTIVE,
    COMPLETED,
    CANCELLED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for an unknown name */
    @JsonCreator
    public static BookingStatus ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
