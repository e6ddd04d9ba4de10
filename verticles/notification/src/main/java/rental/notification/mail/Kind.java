package rental.notification.mail;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a notification is about; the names are the contract's. */
public enum Kind {
    BOOKING_CONFIRMED,
    BOOKING_CHANGED,
    BOOKING_CANCELLED,
    BOOKING_REMINDER,
    HOLD_EXPIRING,
    EMAIL_VERIFICATION,
    PASSWORD_RESET,
    SECURITY_ALERT;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException for an unknown name */
    public static Kind ofWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Whether it tells of a booking, rather than of the user's account. */
    public boolean isAboutBooking() {
        return switch (this) {
            case BOOKING_CONFIRMED, BOOKING_CHANGED, BOOKING_CANCELLED, BOOKING_REMINDER, HOLD_EXPIRING -> true;
            case EMAIL_VERIFICATION, PASSWORD_RESET, SECURITY_ALERT -> false;
        };
    }
}
