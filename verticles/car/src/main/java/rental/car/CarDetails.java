package rental.car;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Money;
import rental.contract.car.Car;
import rental.contract.car.FuelType;
import rental.contract.car.Location;
import rental.contract.car.Transmission;

/**
 * A car as staff describes it: the contract's {@code CarDetails}, whose limits the edge has checked.
 *
 * @param turnaroundMinutes 0 when absent
 */
record CarDetails(
        String name,
        String brand,
        String model,
        int year,
        FuelType fuelType,
        Transmission transmission,
        int seats,
        Money pricePerDay,
        List<String> images,
        List<String> features,
        Place location,
        Optional<Integer> turnaroundMinutes) {

    /**
     * Where the car stands.
     *
     * @param timeZone IANA name; taken from the coordinates when absent
     */
    record Place(
            double latitude,
            double longitude,
            String address,
            String city,
            String state,
            String country,
            Optional<String> timeZone) {

        boolean isAt(Location location) {
            return latitude == location.latitude() && longitude == location.longitude();
        }

        Location in(String zone) {
            return new Location(latitude, longitude, address, city, state, country, zone);
        }

        private static Place of(Location location, boolean timeZoneGiven) {
            return new Place(
                    location.latitude(),
                    location.longitude(),
                    location.address(),
                    location.city(),
                    location.state(),
                    location.country(),
                    Optional.of(location.timeZone()).filter(zone -> timeZoneGiven));
        }
    }

    /** A stored car in the form in which it would be described anew: what was derived is left out. */
    static CarDetails of(StoredCar stored) {
        var car = stored.car();
        return new CarDetails(
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
                Place.of(car.location(), stored.timeZoneGiven()),
                Optional.of(car.turnaroundMinutes()));
    }

    /** A new car of these details. */
    Car asNew(UUID id, long version, String timeZone, Instant now) {
        return car(id, version, timeZone, now, now);
    }

    /** The next version of a car, described anew. */
    Car asNext(Car before, String timeZone, Instant now) {
        return car(before.id(), before.version() + 1, timeZone, before.createdAt(), now);
    }

    private Car car(UUID id, long version, String timeZone, Instant createdAt, Instant updatedAt) {
        return new Car(
                id,
                version,
                true,
                name,
                brand,
                model,
                year,
                fuelType,
                transmission,
                seats,
                pricePerDay,
                images,
                features,
                location.in(timeZone),
                turnaroundMinutes.orElse(0),
                createdAt,
                updatedAt);
    }
}
