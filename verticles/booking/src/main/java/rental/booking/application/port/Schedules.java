package rental.booking.application.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import rental.booking.model.CarSchedule;

/** The schedules of cars, as they are at the moment they are asked for. */
public interface Schedules {

    /**
     * The schedules of cars. What was committed before the call is in them.
     *
     * @param now they are for windows that begin after that
     * @return by car; cars that cannot be had at all, unknown or deleted, are missing; others that were asked for at the same time
     *     may be among them
     */
    Future<Map<UUID, CarSchedule>> of(Set<UUID> carIds, Instant now);
}
