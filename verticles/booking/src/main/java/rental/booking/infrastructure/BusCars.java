package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.CarService;
import rental.contract.car.Car;
import rental.contract.car.CarAddresses;
import rental.contract.car.FindCars;
import rental.runtime.bus.TypedBus;

/** The car service, over the bus. */
public final class BusCars implements CarService {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final TypedBus bus;

    public BusCars(TypedBus bus) {
        this.bus = requireNonNull(bus);
    }

    @Override
    public Future<Optional<Car>> ask(UUID id) {
        return bus.request(CarAddresses.FIND, new FindCars(List.of(id)), PATIENCE)
                .map(found -> found.cars().stream().findFirst());
    }
}
