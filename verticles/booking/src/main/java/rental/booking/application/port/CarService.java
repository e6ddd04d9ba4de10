package rental.booking.application.port;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import rental.contract.car.Car;

/** The service that has the last word on cars. */
@FunctionalInterface
public interface CarService {

    /** Asks for a car; empty when there is none. */
    Future<Optional<Car>> ask(UUID id);
}
