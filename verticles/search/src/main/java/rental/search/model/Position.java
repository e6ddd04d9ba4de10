package rental.search.model;

import static java.util.Objects.requireNonNull;

/**
 * Where a car stands in a result: what it is sorted by.
 *
 * @param lead the score or the price in minor units; 0 when distance itself leads
 * @param metres how far away
 * @param id breaks ties
 */
public record Position(double lead, double metres, String id) {
    public Position {
        requireNonNull(id);
    }
}
