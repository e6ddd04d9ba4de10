package rental.booking;

import java.time.Instant;
import java.util.List;
import rental.contract.Ids;
import rental.contract.Money;
import rental.contract.car.Car;
import rental.contract.car.FuelType;
import rental.contract.car.Location;
import rental.contract.car.Transmission;

/** Cars for tests: electric, 100.00 USD a day, in San Francisco, unless said otherwise. */
final class CarFixture {
    private final Car car;

    private CarFixture(Car car) {
        this.car = car;
    }

    static CarFixture aCar() {
        return new CarFixture(new Car(
                Ids.next(),
                1,
                true,
                "Tesla Model 3",
                "Tesla",
                "Model 3",
                2024,
                FuelType.ELECTRIC,
                Transmission.AUTOMATIC,
                5,
                Money.of("100.00", "USD"),
                List.of("https://example.com/car.jpg"),
                List.of("autopilot"),
                place(37.7749, -122.4194),
                0,
                Instant.EPOCH,
                Instant.EPOCH));
    }

    private static Location place(double latitude, double longitude) {
        return new Location(latitude, longitude, "1 Market St", "San Francisco", "CA", "US", "America/Los_Angeles");
    }

    CarFixture at(double latitude, double longitude) {
        return with(car.version(), car.active(), car.fuelType(), car.pricePerDay(), place(latitude, longitude), 0);
    }

    CarFixture turnaround(int minutes) {
        return with(car.version(), car.active(), car.fuelType(), car.pricePerDay(), car.location(), minutes);
    }

    CarFixture fuel(FuelType fuel) {
        return with(car.version(), car.active(), fuel, car.pricePerDay(), car.location(), car.turnaroundMinutes());
    }

    Car get() {
        return car;
    }

    /** The next version of a car, at another price. */
    static Car repriced(Car car, String price) {
        return new CarFixture(car)
                .with(
                        car.version() + 1,
                        true,
                        car.fuelType(),
                        Money.of(price, "USD"),
                        car.location(),
                        car.turnaroundMinutes())
                .get();
    }

    /** The next version of a car, deleted. */
    static Car deleted(Car car) {
        return new CarFixture(car)
                .with(
                        car.version() + 1,
                        false,
                        car.fuelType(),
                        car.pricePerDay(),
                        car.location(),
                        car.turnaroundMinutes())
                .get();
    }

    private CarFixture with(
            long version, boolean active, FuelType fuel, Money price, Location location, int turnaround) {
        return new CarFixture(new Car(
                car.id(),
                version,
                active,
                car.name(),
                car.brand(),
                car.model(),
                car.year(),
                fuel,
                car.transmission(),
                car.seats(),
                price,
                car.images(),
                car.features(),
                location,
                turnaround,
                car.createdAt(),
                car.updatedAt()));
    }
}
