package rental.contract.booking;

import java.util.List;
import java.util.UUID;
import rental.contract.Window;

/** Asks for the present busy windows of cars, from now on. @param carIds at most 1,000 */
public record FindCalendars(List<UUID> carIds) {
    public FindCalendars {
        carIds = List.copyOf(carIds);
    }

    /** One for each car asked for; a car without bookings has version 0 and no windows. */
    public record Calendars(List<Calendar> calendars) {
        public Calendars {
            calendars = List.copyOf(calendars);
        }
    }

    /**
     * What keeps a car from being booked.
     *
     * @param version grows with every change of the car's calendar
     * @param busy in order; adjoining windows are kept apart
     */
    public record Calendar(UUID carId, long version, List<Window> busy) {
        public Calendar {
            busy = List.copyOf(busy);
        }
    }
}
