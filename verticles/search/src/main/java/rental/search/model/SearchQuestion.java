package rental.search.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import rental.contract.Window;
import rental.contract.car.FuelType;
import rental.contract.car.Transmission;

/**
 * What is searched for. Its text form names everything that decides about the result, so cursors are bound to it.
 *
 * @param radiusKm inclusive
 * @param window when the car must be free
 * @param words folded; each must occur in the car's name, brand, model or features. An empty list is a text without a
 *     word in it, which finds nothing
 * @param fuelTypes empty for all
 * @param transmissions empty for all
 * @param seats at least
 * @param minPrice a day, in the currency's minor unit, inclusive
 * @param maxPrice a day, in the currency's minor unit, inclusive
 */
public record SearchQuestion(
        double latitude,
        double longitude,
        double radiusKm,
        Optional<Window> window,
        Optional<List<String>> words,
        Set<FuelType> fuelTypes,
        Set<Transmission> transmissions,
        OptionalInt seats,
        OptionalLong minPrice,
        OptionalLong maxPrice,
        Sort sort) {
    /** More different words than these are not looked at. */
    public static final int MOST_WORDS = 20;

    public SearchQuestion {
        requireNonNull(window);
        requireNonNull(words);
        requireNonNull(fuelTypes);
        requireNonNull(transmissions);
        requireNonNull(seats);
        requireNonNull(minPrice);
        requireNonNull(maxPrice);
        requireNonNull(sort);
    }
}
