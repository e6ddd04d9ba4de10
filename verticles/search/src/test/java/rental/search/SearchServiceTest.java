package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.await;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.Window;
import rental.testkit.TestDatabase;
import rental.testkit.TestElasticsearch;

/** Search with real Elasticsearch and the real fleet. */
class SearchServiceTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("car");

    @RegisterExtension
    static final TestElasticsearch ELASTICSEARCH = TestElasticsearch.shared();

    private static final Instant PICKUP =
            Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.HOURS);
    private static final Window WINDOW = new Window(PICKUP, PICKUP.plus(Duration.ofDays(2)));
    private static SearchSystem system;

    @BeforeAll
    static void start() {
        system = SearchSystem.start(DATABASE, ELASTICSEARCH.url(), ELASTICSEARCH.indexPrefix());
        system.untilHealthy();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @AfterEach
    void removeAll() {
        system.booking().reachable(true);
        system.removeAll();
    }

    private static String[] in(Window window, String... more) {
        var all = new ArrayList<>(List.of(
                "pickupTime",
                window.from().toString(),
                "dropoffTime",
                window.to().toString()));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    @Test
    void offersOnlyWhatIsFreeAndSaysWhatItCosts() {
        var taken = system.create(
                Details.ofCar("Taken").with("turnaroundMinutes", 120).json());
        system.create(Details.ofCar("Free").price("50.00").json());
        system.untilTotal(2);
        system.booking()
                .bookQuietly(
                        taken.id(),
                        new Window(
                                WINDOW.to().plus(Duration.ofHours(1)),
                                WINDOW.to().plus(Duration.ofDays(3))));
        await(system.booking().tell(taken.id()));

        system.untilTotal(1, in(WINDOW));

        var found = system.search(in(WINDOW));
        assertThat(found.names()).containsExactly("Free");
        assertThat(found.text("/items/0/totalPrice/amount")).isEqualTo("100.00");
        assertThat(Instant.parse(found.text("/availabilityAsOf")))
                .isBetween(Instant.now().minusSeconds(5), Instant.now());
        system.booking()
                .cancelQuietly(taken.id(), system.booking().booked(taken.id()).get(0));
        await(system.booking().tell(taken.id()));
        system.untilTotal(2, in(WINDOW));
    }

    @Test
    void fillsThePageWhenCarsWereJustTaken() {
        for (var n = 0; n < 12; n++) {
            var car = system.create(
                    Details.ofCar("Car " + n).at(37.7749 + n * 0.001, -122.4194).json());
            if (n < 9) {
                system.booking().bookQuietly(car.id(), WINDOW);
            }
        }
        // The events of new cars may bring the bookings along; only the answer matters here.
        system.untilTotal(12);

        var first = system.search(in(WINDOW, "limit", "2"));
        var second = system.search(in(WINDOW, "limit", "2", "cursor", first.text("/nextCursor")));

        assertThat(first.names()).containsExactly("Car 9", "Car 10");
        assertThat(second.names()).containsExactly("Car 11");
        assertThat(second.text("/nextCursor")).isNull();
    }

    @Test
    void doesNotGuessWhenBookingCannotSayWhatIsFree() {
        system.create(Details.ofCar("Lonely").json());
        system.untilTotal(1);
        system.booking().reachable(false);

        var dated = system.search(in(WINDOW));

        assertThat(dated.status()).isEqualTo(503);
        assertThat(dated.text("/code")).isEqualTo("availability-unknown");
        assertThat(system.search().names()).containsExactly("Lonely");
    }

    @Test
    void takesTheSameFromABodyAsFromAQuery() {
        system.create(Details.ofCar("Cheap").price("10.00").json());
        system.create(
                Details.ofCar("Dear").price("90.50").with("fuelType", "hybrid").json());
        system.untilTotal(2);

        var byBody = system.searchByBody("""
                {"latitude": 37.7749, "longitude": -122.4194, "radius": 100, "minPrice": 20, "maxPrice": "90.50",
                 "fuelType": ["HYBRID", "petrol"], "sort": "price", "limit": 5}
                """);

        assertThat(byBody.names()).containsExactly("Dear");
        assertThat(byBody.body().get("items"))
                .isEqualTo(system.search(
                                "minPrice",
                                "20",
                                "maxPrice",
                                "90.50",
                                "fuelType",
                                "hybrid",
                                "fuelType",
                                "Petrol",
                                "sort",
                                "price")
                        .body()
                        .get("items"));
    }

    @Test
    void refusesSearchesThatMakeNoSense() {
        var past = new Window(Instant.now().minusSeconds(60), WINDOW.to());

        assertThat(system.search("pickupTime", PICKUP.toString()).status()).isEqualTo(400);
        assertThat(system.search(in(past)).text("/errors/0/pointer")).isEqualTo("query/pickupTime");
        assertThat(system.search("pickupTime", WINDOW.to().toString(), "dropoffTime", PICKUP.toString())
                        .status())
                .isEqualTo(400);
        assertThat(system.search("sort", "relevance").text("/errors/0/pointer")).isEqualTo("query/sort");
        assertThat(system.search("minPrice", "2", "maxPrice", "1").status()).isEqualTo(400);
        assertThat(system.search("cursor", "AAAA").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, PT2H, pickupTime",
        "PT24H, PT24H59M, dropoffTime",
        "PT24H, PT2184H0.000001S, dropoffTime",
        "P732D, P733D, pickupTime",
        "PT48H, PT24H, dropoffTime"
    })
    void refusesAWindowThatCannotBeBooked(Duration pickup, Duration dropoff, String fault) {
        var now = Instant.now();
        var from = now.plus(pickup).toString();
        var to = now.plus(dropoff).toString();

        var asked = system.search("pickupTime", from, "dropoffTime", to);
        var inABody = system.searchByBody("""
                {"latitude": 1, "longitude": 2, "pickupTime": "%s", "dropoffTime": "%s"}
                """.formatted(from, to));

        assertThat(asked.status()).isEqualTo(400);
        assertThat(asked.text("/code")).isEqualTo("validation-failed");
        assertThat(asked.text("/errors/0/pointer")).isEqualTo("query/" + fault);
        assertThat(inABody.text("/errors/0/pointer")).isEqualTo("/" + fault);
        assertThat(inABody.text("/errors/0/detail")).isEqualTo(asked.text("/errors/0/detail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "!", "\u00a0?"})
    void refusesAQueryWithoutAWord(String query) {
        assertThat(system.search("query", query).text("/errors/0/pointer")).isEqualTo("query/query");
    }

    @Test
    void takesNumbersHoweverTheyAreWritten() {
        system.create(Details.ofCar("Dear").price("90.50").json());
        system.untilTotal(1);

        var found = system.searchByBody("""
                {"latitude": 37.7749, "longitude": -122.4194, "radius": 1e-400, "minPrice": 9.05e1, "maxPrice": 90.500,
                 "seats": 5.0, "limit": 1e1}
                """);

        assertThat(found.names()).containsExactly("Dear");
        assertThat(system.search(Map.of(
                                "latitude", List.of("37.7749"),
                                "longitude", List.of("-122.4194"),
                                "radius", List.of("1e-400"),
                                "seats", List.of("5.0"),
                                "limit", List.of("10.0")))
                        .names())
                .containsExactly("Dear");
    }

    @Test
    void givesACursorOnlyToTheSearchItCameFrom() {
        for (var n = 0; n < 3; n++) {
            system.create(Details.ofCar("Car " + n).json());
        }
        system.untilTotal(3);
        var cursor = system.search("limit", "1").text("/nextCursor");

        assertThat(system.search("limit", "2", "cursor", cursor).names()).hasSize(2);
        assertThat(system.search("limit", "1", "seats", "2", "cursor", cursor).status())
                .isEqualTo(400);
    }
}
