package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import rental.contract.Money;
import rental.contract.Window;

/**
 * What decides whether a car can be had for a window, and what for.
 *
 * @param turnaround that it needs after each rental
 */
public record CarSchedule(Money pricePerDay, ZoneId timeZone, Duration turnaround, BusyTimes busy) {
    public CarSchedule {
        requireNonNull(pricePerDay);
        requireNonNull(timeZone);
        requireNonNull(turnaround);
        requireNonNull(busy);
    }

    /** Whether nothing keeps others out for the whole of the window and the turnaround behind it; expired holds do not. */
    public boolean isFree(Window window, Instant now) {
        return busy.leaveFree(window, turnaround, now);
    }
}
