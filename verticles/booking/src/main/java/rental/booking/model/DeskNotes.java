package rental.booking.model;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the desk wrote down when a car went out or came back.
 *
 * @param fuelLevel as it was given: a share of 1, or per cent
 */
public record DeskNotes(Optional<Integer> odometerKm, Optional<BigDecimal> fuelLevel, Optional<String> notes) {
    public static final DeskNotes NONE = new DeskNotes(Optional.empty(), Optional.empty(), Optional.empty());
}
