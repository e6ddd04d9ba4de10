package rental.booking.model;

import rental.contract.Money;

/**
 * A price reckoned again from what was kept with the booking.
 *
 * @param agrees whether it comes to the total and the lines that were agreed
 */
public record PriceAudit(Money recomputed, boolean agrees, int rulesVersion, PriceInputs inputs) {

    public static PriceAudit of(Price price) {
        var again = Price.of(price.inputs());
        return new PriceAudit(
                again.total(),
                again.total().equals(price.total()) && again.lines().equals(price.lines()),
                price.rulesVersion(),
                price.inputs());
    }
}
