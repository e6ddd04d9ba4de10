package rental.search;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import rental.contract.Window;
import rental.contract.car.Car;

/**
 * What a search must answer, reckoned the plain way over all cars: by the contract's words, with nothing taken from the
 * code under test.
 */
final class Reckoning {
    private static final double EARTH_RADIUS_KM = 6371.0087714;

    private final Collection<Car> cars;
    private final Function<UUID, List<Window>> booked;

    Reckoning(Collection<Car> cars, Function<UUID, List<Window>> booked) {
        this.cars = cars;
        this.booked = booked;
    }

    /** A question; absent parts are null or empty. */
    record Question(
            double latitude,
            double longitude,
            double radius,
            Optional<Window> window,
            Optional<String> query,
            Set<String> fuelTypes,
            Set<String> transmissions,
            Optional<Integer> seats,
            Optional<Integer> minPrice,
            Optional<Integer> maxPrice,
            String sort) {}

    List<Car> answer(Question question) {
        Comparator<Car> byDistance = Comparator.<Car>comparingDouble(car -> kilometres(question, car))
                .thenComparing(car -> car.id().toString());
        Comparator<Car> order = switch (question.sort()) {
            case "price" ->
                Comparator.<Car, BigDecimal>comparing(car -> car.pricePerDay().amount())
                        .thenComparing(byDistance);
            case "relevance" ->
                Comparator.<Car>comparingDouble(
                                car -> -score(car, question.query().orElseThrow()))
                        .thenComparing(byDistance);
            default -> byDistance;
        };
        return cars.stream().filter(car -> matches(question, car)).sorted(order).toList();
    }

    static Map<String, Long> count(List<Car> cars, Function<Car, Object> by) {
        var counts = new TreeMap<String, Long>();
        cars.forEach(car -> counts.merge(by.apply(car).toString(), 1L, Long::sum));
        return counts;
    }

    private boolean matches(Question question, Car car) {
        var price = car.pricePerDay().amount();
        return car.active()
                && kilometres(question, car) <= question.radius()
                && (question.fuelTypes().isEmpty()
                        || question.fuelTypes().contains(car.fuelType().wireName()))
                && (question.transmissions().isEmpty()
                        || question.transmissions().contains(car.transmission().wireName()))
                && question.seats().map(seats -> car.seats() >= seats).orElse(true)
                && question.minPrice()
                        .map(least -> price.compareTo(BigDecimal.valueOf(least)) >= 0)
                        .orElse(true)
                && question.maxPrice()
                        .map(most -> price.compareTo(BigDecimal.valueOf(most)) <= 0)
                        .orElse(true)
                && question.window()
                        .map(window -> StandInBooking.isFree(car, booked.apply(car.id()), window))
                        .orElse(true)
                && question.query().map(query -> score(car, query) > 0).orElse(true);
    }

    static double kilometres(Question question, Car car) {
        var lat1 = Math.toRadians(question.latitude());
        var lat2 = Math.toRadians(car.location().latitude());
        var dLon = Math.toRadians(question.longitude() - car.location().longitude());
        var a = Math.pow(Math.sin((lat2 - lat1) / 2), 2)
                + Math.cos(lat1) * Math.cos(lat2) * Math.pow(Math.sin(dLon / 2), 2);
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
    }

    /** The sum over the words asked for of the best place each occurs in; zero when one occurs nowhere. */
    private static double score(Car car, String query) {
        var title = words(car.name() + " " + car.brand() + " " + car.model());
        var features = words(String.join(" ", car.features()));
        var sum = 0.0;
        for (var word : words(query)) {
            var best = Stream.concat(
                            title.stream().map(there -> 4 * likeness(word, there)),
                            features.stream().map(there -> likeness(word, there)))
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
            if (best == 0) {
                return 0;
            }
            sum += best;
        }
        return sum;
    }

    private static double likeness(String asked, String there) {
        if (asked.equals(there)) {
            return 1;
        }
        var allowed = asked.length() < 3 || asked.chars().allMatch(Character::isDigit) ? 0 : asked.length() < 6 ? 1 : 2;
        return typos(asked, there) <= allowed ? 0.5 : 0;
    }

    private static List<String> words(String text) {
        var folded = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{Mn}", "");
        var words = new ArrayList<String>();
        for (var word : folded.split("[^a-z0-9]+")) {
            if (!word.isEmpty() && !words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    /** Letters to add, to drop, to change, and neighbours to swap. */
    private static int typos(String one, String other) {
        var cost = new int[one.length() + 1][other.length() + 1];
        for (var i = 0; i <= one.length(); i++) {
            for (var j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                var change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
