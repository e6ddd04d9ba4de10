package rental.contract.car;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/**
 * Asks for cars in the order of their ids, deleted ones included: the way through the whole fleet.
 *
 * @param after the last id of the page before; all zeros to begin
 * @param limit at most 1,000
 */
public record ScanCars(UUID after, int limit) {
    public ScanCars {
        requireNonNull(after);
    }
}
