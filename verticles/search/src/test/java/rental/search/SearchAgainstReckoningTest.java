package rental.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.car.Car;
import rental.search.Reckoning.Question;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/**
 * Random creates, changes, deletions, bookings and cancellations, then searches of every kind, page by page, against a plain
 * reckoning over all cars: the same cars in the same order, the same total, the same facets.
 */
class SearchAgainstReckoningTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    @RegisterExtension
    static final TestElasticsearch ELASTICSEARCH = TestElasticsearch.shared();

    private static final long SEED = Long.getLong("search.seed", 20260611);

    private static SearchSystem system;
    private static RandomFleet fleet;

    @BeforeAll
    static void start() {
        system = SearchSystem.start(DATABASE, ELASTICSEARCH.url(), ELASTICSEARCH.indexPrefix());
        system.untilHealthy();
        fleet = new RandomFleet(system, SEED);
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void findsWhatAPlainReckoningFinds() {
        findsTheSame(2_000, 2_000, 80);
    }

    @Test
    @Tag("soak")
    void findsWhatAPlainReckoningFindsAmongThousands() {
        findsTheSame(5_000, 10_000, 500);
    }

    private void findsTheSame(int cars, int changes, int questions) {
        fleet.create(cars);
        fleet.change(changes);
        system.untilAllIsTaken(DATABASE);
        var reckoning = new Reckoning(fleet.all(), system.booking()::booked);
        for (var n = 0; n < questions; n++) {
            var question = question();
            compare(question, reckoning.answer(question), 10 + fleet.random.nextInt(91));
        }
    }

    private void compare(Question question, List<Car> expected, int limit) {
        var ids = new ArrayList<String>();
        var cursor = Optional.<String>empty();
        do {
            var page = ask(question, limit, cursor);
            var items = page.get("items");
            assertThat(page.get("total").asInt()).as("total of %s", question).isEqualTo(expected.size());
            facets(question, expected, page.get("facets"));
            for (var item : items) {
                ids.add(item.at("/car/id").asText());
                costs(question, item);
            }
            cursor = Optional.ofNullable(page.get("nextCursor").textValue());
            assertThat(items.size()).as("a page of %s", question).isEqualTo(pageSize(expected, ids, items, limit));
        } while (cursor.isPresent());
        assertThat(ids)
                .as("the cars of %s", question)
                .containsExactlyElementsOf(
                        expected.stream().map(car -> car.id().toString()).toList());
    }

    /** Every page is full but the last. */
    private static int pageSize(List<Car> expected, List<String> seen, JsonNode items, int limit) {
        return Math.min(limit, expected.size() - (seen.size() - items.size()));
    }

    private static void facets(Question question, List<Car> expected, JsonNode facets) {
        assertThat(counts(facets.get("fuelType")))
                .as("facets of %s", question)
                .isEqualTo(Reckoning.count(expected, car -> car.fuelType().wireName()));
        assertThat(counts(facets.get("transmission")))
                .isEqualTo(Reckoning.count(expected, car -> car.transmission().wireName()));
        assertThat(counts(facets.get("seats"))).isEqualTo(Reckoning.count(expected, Car::seats));
        assertThat(counts(facets.get("brand"))).isEqualTo(Reckoning.count(expected, Car::brand));
    }

    private static void costs(Question question, JsonNode item) {
        var car = fleet.cars.get(UUID.fromString(item.at("/car/id").asText()));
        assertThat(item.at("/distanceKm").asDouble())
                .isCloseTo(Reckoning.kilometres(question, car), Offset.offset(0.002));
        assertThat(item.at("/car/pricePerDay/amount").asText())
                .isEqualTo(car.pricePerDay().amount().toPlainString());
        question.window()
                .ifPresent(window -> assertThat(item.at("/totalPrice/amount").asText())
                        .isEqualTo(StandInBooking.price(car, window).amount().toPlainString()));
    }

    private static Map<String, Long> counts(JsonNode facet) {
        var counts = new TreeMap<String, Long>();
        facet.properties()
                .forEach(value -> counts.put(value.getKey(), value.getValue().asLong()));
        return counts;
    }

    private static JsonNode ask(Question question, int limit, Optional<String> cursor) {
        var query = new TreeMap<String, List<String>>(Map.of(
                "latitude", List.of(Double.toString(question.latitude())),
                "longitude", List.of(Double.toString(question.longitude())),
                "radius", List.of(Double.toString(question.radius())),
                "sort", List.of(question.sort()),
                "limit", List.of(Integer.toString(limit))));
        question.window().ifPresent(window -> {
            query.put("pickupTime", List.of(window.from().toString()));
            query.put("dropoffTime", List.of(window.to().toString()));
        });
        question.query().ifPresent(text -> query.put("query", List.of(text)));
        question.seats().ifPresent(seats -> query.put("seats", List.of(seats.toString())));
        question.minPrice().ifPresent(price -> query.put("minPrice", List.of(price.toString())));
        question.maxPrice().ifPresent(price -> query.put("maxPrice", List.of(price.toString())));
        query.put("fuelType", List.copyOf(question.fuelTypes()));
        query.put("transmission", List.copyOf(question.transmissions()));
        cursor.ifPresent(position -> query.put("cursor", List.of(position)));
        var answer = system.search(query);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static Question question() {
        var random = fleet.random;
        Optional<String> query = random.nextInt(3) == 0 ? Optional.of(fleet.word()) : Optional.empty();
        var sorts = query.isPresent() ? List.of("distance", "price", "relevance") : List.of("distance", "price");
        return new Question(
                37.5 + random.nextInt(60) * 0.01 + 0.0031,
                -122.6 + random.nextInt(40) * 0.01 + 0.0023,
                5 + random.nextInt(60) + 0.37,
                maybe(fleet.window()),
                query,
                random.nextInt(3) == 0 ? Set.of("electric", "hybrid") : Set.of(),
                random.nextInt(4) == 0 ? Set.of("manual") : Set.of(),
                maybe(2 + random.nextInt(7)),
                random.nextInt(4) == 0 ? Optional.of(25 + random.nextInt(10)) : Optional.empty(),
                random.nextInt(4) == 0 ? Optional.of(35 + random.nextInt(15)) : Optional.empty(),
                sorts.get(random.nextInt(sorts.size())));
    }

    private static <T> Optional<T> maybe(T value) {
        return fleet.random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
