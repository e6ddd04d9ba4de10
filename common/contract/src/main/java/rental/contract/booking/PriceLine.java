package rental.contract.booking;

import java.math.BigDecimal;
import rental.contract.Money;

/**
 * One line of a price.
 *
 * @param kind what it is for: {@code days}, {@code discount}, {@code extra}, {@code tax}, {@code late-fee}
 * @param label for a person
 * @param quantity how many units
 * @param unitPrice of one; negative for a discount
 * @param amount what the line adds to the total
 */
public record PriceLine(String kind, String label, BigDecimal quantity, Money unitPrice, Money amount) {}
