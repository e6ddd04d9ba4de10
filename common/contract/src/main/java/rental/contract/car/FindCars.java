package rental.contract.car;

import java.util.List;
import java.util.UUID;

/** Asks for the present state of cars, deleted ones included. @param ids at most 1,000 */
public record FindCars(List<UUID> ids) {
    public FindCars {
        ids = List.copyOf(ids);
    }
}
