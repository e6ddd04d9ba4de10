package rental.booking.application.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rental.contract.Window;
import rental.contract.booking.FindCalendars.Calendar;

/** When cars are busy and when they are free. A hold whose time is up counts as free. */
public interface Calendars {

    /** The busy windows of cars from now on, with the versions of their calendars. */
    Future<List<Calendar>> of(List<UUID> carIds, Instant now);

    /** The busy windows of a car that touch a window, in order, as they are stored. */
    Future<List<Window>> busy(UUID carId, Window within, Instant now);

    /**
     * The earliest windows of a length in the gaps of a car's calendar, one in each gap that is long enough, in order.
     *
     * @param wanted where to begin, and how long; the turnaround included
     * @param horizon where to stop
     */
    Future<List<Instant>> gaps(UUID carId, Window wanted, Instant horizon, Instant now, int limit);
}
