package rental.booking.model;

import static java.util.Objects.requireNonNull;

import rental.contract.Money;

/**
 * Something that can be rented along with a car.
 *
 * @param code what clients ask for: {@code child-seat}
 * @param label for a person
 * @param per what its price is for
 * @param price of one
 */
public record Extra(String code, String label, Per per, Money price) {

    /** What an extra's price is for. */
    public enum Per {
        DAY,
        RENTAL
    }

    public Extra {
        requireNonNull(code);
        requireNonNull(label);
        requireNonNull(per);
        requireNonNull(price);
    }
}
