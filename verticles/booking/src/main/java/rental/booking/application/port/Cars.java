package rental.booking.application.port;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Window;
import rental.contract.car.Car;

/** What booking knows of the fleet. */
public interface Cars {

    /** A car as the events told it last; deleted ones too. */
    Future<Optional<Car>> find(UUID id);

    /** Keeps what is newer than what is known. */
    Future<Void> keep(List<Car> cars);

    /** Other bookable cars of the same kind that are free for the window: nearest first, within reach. */
    Future<List<Car>> alternatives(Car car, Window window, Instant now, int limit);
}
