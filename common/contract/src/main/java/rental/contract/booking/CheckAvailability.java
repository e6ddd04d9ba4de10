package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import rental.contract.Money;
import rental.contract.Window;

/**
 * Asks which cars are free for the whole of a window, and what each would cost.
 *
 * @param carIds at most 500
 */
public record CheckAvailability(List<UUID> carIds, Window window) {
    public CheckAvailability {
        carIds = List.copyOf(carIds);
        requireNonNull(window);
    }

    /**
     * The cars that are free and bookable, each with the total price of booking it for the window without extras. A car
     * that is missing is taken, deleted or unknown.
     */
    public record Free(Map<UUID, Money> totalPrices) {
        public Free {
            totalPrices = Map.copyOf(totalPrices);
        }
    }
}
