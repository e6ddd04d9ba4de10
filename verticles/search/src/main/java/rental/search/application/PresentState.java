package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.FindCalendars;
import rental.contract.booking.FindCalendars.Calendar;
import rental.contract.car.Car;
import rental.contract.car.CarAddresses;
import rental.contract.car.CarsFound;
import rental.contract.car.FindCars;
import rental.contract.car.ScanCars;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Json;
import rental.search.model.CarDocument;

/** Asks car and booking how cars are now, and makes documents of it. */
public final class PresentState {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final TypedBus bus;

    public PresentState(TypedBus bus) {
        this.bus = requireNonNull(bus);
    }

    /** The documents of those cars that exist. */
    public Future<List<CarDocument>> of(Collection<UUID> ids) {
        return bus.request(CarAddresses.FIND, new FindCars(List.copyOf(ids)), PATIENCE)
                .map(CarsFound::cars)
                .compose(this::documents);
    }

    /** The documents of the cars after an id, in the order of ids. */
    public Future<List<CarDocument>> after(UUID id, int limit) {
        return bus.request(CarAddresses.SCAN, new ScanCars(id, limit), PATIENCE)
                .map(CarsFound::cars)
                .compose(this::documents);
    }

    private Future<List<CarDocument>> documents(List<Car> cars) {
        if (cars.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var ids = cars.stream().map(Car::id).toList();
        return bus.request(BookingAddresses.CALENDARS, new FindCalendars(ids), PATIENCE)
                .map(found -> {
                    var calendars =
                            found.calendars().stream().collect(Collectors.toMap(Calendar::carId, Function.identity()));
                    return cars.stream()
                            .map(car -> document(car, calendars.getOrDefault(car.id(), unbooked(car))))
                            .toList();
                });
    }

    private static Calendar unbooked(Car car) {
        return new Calendar(car.id(), 0, List.of());
    }

    private static CarDocument document(Car car, Calendar calendar) {
        return CarDocument.of(car, calendar, Json.write(car));
    }
}
