package rental.car;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import rental.contract.car.Car;

/**
 * A car with what only this service knows of it.
 *
 * @param timeZoneGiven whether staff named the time zone; else it follows the coordinates
 */
record StoredCar(Car car, boolean timeZoneGiven) {
    StoredCar {
        requireNonNull(car);
    }

    /** The next version, taken out of the fleet. */
    StoredCar deleted(Instant now) {
        var gone = new Car(
                car.id(),
                car.version() + 1,
                false,
                car.name(),
                car.brand(),
                car.model(),
                car.year(),
                car.fuelType(),
                car.transmission(),
                car.seats(),
                car.pricePerDay(),
                car.images(),
                car.features(),
                car.location(),
                car.turnaroundMinutes(),
                car.createdAt(),
                now);
        return new StoredCar(gone, timeZoneGiven);
    }
}
