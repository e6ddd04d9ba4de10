package rental.booking.model;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import rental.contract.Window;

/**
 * Counts the days of a rental by the wall clock where the car stands: whole hours divided by 24, rounded up, at least
 * one. So a week over a clock change is seven days, and up to 59 minutes over a day are free.
 */
public final class RentalDays {
    private static final long HOURS_A_DAY = 24;

    private RentalDays() {}

    /** @param zone the car's time zone */
    public static int count(Window window, ZoneId zone) {
        var hours = ChronoUnit.HOURS.between(
                LocalDateTime.ofInstant(window.from(), zone), LocalDateTime.ofInstant(window.to(), zone));
        var days = Math.floorDiv(hours + HOURS_A_DAY - 1, HOURS_A_DAY);
        return (int) Math.max(1, days);
    }
}
