package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.await;
import static rental.search.SearchSystem.until;

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
        var search = system.search("limit", "100");
        search.texts("/items").size();
        search.body()
                .at("/items")
                .forEach(item -> system.delete(
                        java.util.UUID.fromString(item.at("/car/id").asText())));
        untilTotal(0);
    }

    private static void untilTotal(int total, String... parameters) {
        until(() -> system.search(parameters).body().at("/total").asInt(-1) == total);
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
    void findsANewCarByAMisspeltNameWithinASecond() {
        var before = Instant.now();
        var car = system.create(Details.ofCar("Mercedes Sprinter").json());

        untilTotal(1, "query", "sprintre mercdes");

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
        var found = system.search("query", "SPRINTER");
        assertThat(found.text("/items/0/car/id")).isEqualTo(car.id().toString());
        assertThat(found.body().at("/items/0/distanceKm").asDouble()).isZero();
        assertThat(found.text("/items/0/car/version")).isEqualTo("1");
        assertThat(found.text("/facets/brand/Mercedes")).isEqualTo("1");
        assertThat(found.text("/nextCursor")).isNull();
        assertThat(found.body().has("availabilityAsOf")).isFalse();
    }

    @Test
    void toleratesOneTypoInAShortWordAndTwoInALongOneAndNoneInANumber() {
        system.create(Details.ofCar("Fiat Multipla 500").json());
        untilTotal(1);

        assertThat(system.search("query", "fait").names()).hasSize(1);
        assertThat(system.search("query", "ftai").names()).isEmpty();
        assertThat(system.search("query", "multpila").names()).hasSize(1);
        assertThat(system.search("query", "mulltipal").names()).hasSize(1);
        assertThat(system.search("query", "501").names()).isEmpty();
        assertThat(system.search("query", "fiat 500").names()).hasSize(1);
        assertThat(system.search("query", "fiat panda").names()).isEmpty();
    }

    @Test
    void takesNoNoticeOfAccents() {
        system.create(Details.ofCar("Citroën C3 Français").json());
        system.create(Details.ofCar("Skoda Fabia").json());
        untilTotal(2);

        assertThat(system.search("query", "citroen francais").names()).containsExactly("Citroën C3 Français");
        assertThat(system.search("query", "Škoda").names()).containsExactly("Skoda Fabia");
        assertThat(system.suggest("çitro").texts("/items")).containsExactly("Citroën C3 Français");
    }

    @Test
    void weighsNamesMoreThanFeatures() {
        system.create(Details.ofCar("Ford Transit").features("Camper kitchen").json());
        system.create(Details.ofCar("Camper Deluxe").at(37.9, -122.4).json());
        untilTotal(2);

        assertThat(system.search("query", "camper", "sort", "relevance").names())
                .containsExactly("Camper Deluxe", "Ford Transit");
        assertThat(system.search("query", "camper", "sort", "distance").names())
                .containsExactly("Ford Transit", "Camper Deluxe");
    }

    @Test
    void offersOnlyWhatIsFreeAndSaysWhatItCosts() {
        var taken = system.create(
                Details.ofCar("Taken").with("turnaroundMinutes", 120).json());
        system.create(Details.ofCar("Free").price("50.00").json());
        untilTotal(2);
        system.booking()
                .bookQuietly(
                        taken.id(),
                        new Window(
                                WINDOW.to().plus(Duration.ofHours(1)),
                                WINDOW.to().plus(Duration.ofDays(3))));
        await(system.booking().tell(taken.id()));

        untilTotal(1, in(WINDOW));

        var found = system.search(in(WINDOW));
        assertThat(found.names()).containsExactly("Free");
        assertThat(found.text("/items/0/totalPrice/amount")).isEqualTo("100.00");
        assertThat(Instant.parse(found.text("/availabilityAsOf")))
                .isBetween(Instant.now().minusSeconds(5), Instant.now());
        system.booking()
                .cancelQuietly(taken.id(), system.booking().booked(taken.id()).get(0));
        await(system.booking().tell(taken.id()));
        untilTotal(2, in(WINDOW));
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
        untilTotal(12);

        var first = system.search(in(WINDOW, "limit", "2"));
        var second = system.search(in(WINDOW, "limit", "2", "cursor", first.text("/nextCursor")));

        assertThat(first.names()).containsExactly("Car 9", "Car 10");
        assertThat(second.names()).containsExactly("Car 11");
        assertThat(second.text("/nextCursor")).isNull();
    }

    @Test
    void doesNotGuessWhenBookingCannotSayWhatIsFree() {
        system.create(Details.ofCar("Lonely").json());
        untilTotal(1);
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
        untilTotal(2);

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
        untilTotal(1);

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
        untilTotal(3);
        var cursor = system.search("limit", "1").text("/nextCursor");

        assertThat(system.search("limit", "2", "cursor", cursor).names()).hasSize(2);
        assertThat(system.search("limit", "1", "seats", "2", "cursor", cursor).status())
                .isEqualTo(400);
    }

    @Test
    void suggestsEachNameOnceAndForgivesATypo() {
        for (var n = 0; n < 15; n++) {
            system.create(Details.ofCar("Tesla Model 3").json());
        }
        var gone = system.create(Details.ofCar("Tesla Roadster").json());
        system.create(Details.ofCar("Toyota Corolla").json());
        untilTotal(17);
        system.delete(gone.id());
        untilTotal(16);

        assertThat(system.suggest("tes").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(system.suggest("tela").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(system.suggest("model").texts("/items")).containsExactly("Tesla Model 3");
        assertThat(system.suggest("t").texts("/items")).containsExactlyInAnyOrder("Tesla Model 3", "Toyota Corolla");
        assertThat(system.suggest("!").texts("/items")).isEmpty();
    }

    @Test
    void suggestsWhatIsSpeltOtherwiseOnlyWhenNothingIsSpeltSo() {
        system.create(Details.ofCar("Ford Focus").json());
        system.create(Details.ofCar("Fort Locust").json());
        untilTotal(2);

        assertThat(system.suggest("ford").texts("/items")).containsExactly("Ford Focus");
        assertThat(system.suggest("fort").texts("/items")).containsExactly("Fort Locust");
        assertThat(system.suggest("forx").texts("/items")).containsExactlyInAnyOrder("Ford Focus", "Fort Locust");
    }
}
