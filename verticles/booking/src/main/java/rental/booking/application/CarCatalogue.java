package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.CarService;
import rental.booking.application.port.Cars;
import rental.contract.car.Car;

/**
 * Finds cars: remembered, else in booking's own database, else by asking the car service, once, for a car so new that its
 * event has not come. What is remembered may be old; who prices by it checks the version in the same statement.
 */
public final class CarCatalogue {
    private static final int REMEMBERED = 4_096;

    private final Cars cars;
    private final CarService service;
    private final Map<UUID, Car> memory = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Car> eldest) {
            return size() > REMEMBERED;
        }
    };

    public CarCatalogue(Cars cars, CarService service) {
        this.cars = requireNonNull(cars);
        this.service = requireNonNull(service);
    }

    /** A car as remembered, maybe of an older version. */
    public Future<Optional<Car>> find(UUID id) {
        var remembered = memory.get(id);
        return remembered == null ? fresh(id) : Future.succeededFuture(Optional.of(remembered));
    }

    /** A car as it is known now. */
    public Future<Optional<Car>> fresh(UUID id) {
        return cars.find(id)
                .compose(known -> known.isPresent() ? Future.succeededFuture(known) : learn(id))
                .map(car -> {
                    car.ifPresent(this::remember);
                    return car;
                });
    }

    public void remember(Car car) {
        memory.merge(car.id(), car, (known, now) -> now.version() >= known.version() ? now : known);
    }

    private Future<Optional<Car>> learn(UUID id) {
        return service.ask(id)
                .compose(answer -> answer.map(car -> cars.keep(List.of(car)).map(answer))
                        .orElseGet(() -> Future.succeededFuture(answer)));
    }
}
