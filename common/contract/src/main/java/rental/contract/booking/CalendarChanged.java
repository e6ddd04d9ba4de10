package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/** The fact {@code calendar-changed}: a car's busy windows changed for a reason other than a booking, such as a service day. */
public record CalendarChanged(UUID carId) {
    public static final String TYPE = "calendar-changed";

    public CalendarChanged {
        requireNonNull(carId);
    }
}
