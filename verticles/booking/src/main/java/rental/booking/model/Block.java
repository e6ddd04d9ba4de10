package rental.booking.model;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import rental.contract.Window;

/** A time a car is off the road. @param reason for staff */
public record Block(UUID id, UUID carId, Window window, String reason) {
    public Block {
        requireNonNull(id);
        requireNonNull(carId);
        requireNonNull(window);
        requireNonNull(reason);
    }
}
