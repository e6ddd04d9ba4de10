package rental.contract.car;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import rental.contract.Money;

/**
 * A car of the fleet, as the HTTP contract shows it.
 *
 * @param version grows with every change
 * @param active false once deleted: no longer listed, found or bookable
 * @param pricePerDay for one rental day, before extras, discounts and tax
 * @param images {@code https} addresses
 * @param turnaroundMinutes how long the car is kept off the road after each rental, 0–1440
 */
public record Car(
        UUID id,
        long version,
        boolean active,
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
        Location location,
        int turnaroundMinutes,
        Instant createdAt,
        Instant updatedAt) {

    public Car {
        requireNonNull(id);
        images = List.copyOf(images);
        features = List.copyOf(features);
    }
}
