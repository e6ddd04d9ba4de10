package rental.booking.model;

import static java.util.Objects.requireNonNull;

import rental.contract.Window;

/**
 * What was agreed; what happens later does not change it.
 *
 * @param window from pick-up to drop-off
 * @param policy the installation's when the booking was made
 */
public record Terms(Window window, Price price, CancellationPolicy policy) {
    public Terms {
        requireNonNull(window);
        requireNonNull(price);
        requireNonNull(policy);
    }
}
