package rental.search;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.search.SearchSystem.await;
import static rental.search.SearchSystem.until;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import rental.contract.Window;
import rental.search.api.SearchApi;

/** Search with real Elasticsearch and the real fleet. */
class SearchServiceTest {
    @RegisterExtension
    static final SystemOfTheClass SYSTEM = new SystemOfTheClass();

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(SearchApi.class);
    private static final Instant PICKUP =
            Instant.now().plus(Duration.ofDays(30)).truncatedTo(ChronoUnit.HOURS);
    private static final Window WINDOW = new Window(PICKUP, PICKUP.plus(Duration.ofDays(2)));

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
    void answersManySearchesAtOnceEachAsItAnswersItAlone() {
        for (var n = 1; n <= 8; n++) {
            SYSTEM.get().create(Details.ofCar("Car " + n).price(10 * n + ".00").json());
        }
        SYSTEM.get().untilTotal(8);
        var taken = SYSTEM.get().search("maxPrice", "10").text("/items/0/car/id");
        SYSTEM.get().booking().bookQuietly(UUID.fromString(taken), WINDOW);
        var questions = IntStream.range(0, 60)
                .mapToObj(n -> n % 2 == 0
                        ? new String[] {"maxPrice", Integer.toString(10 * (n % 9))}
                        : in(WINDOW, "minPrice", Integer.toString(10 * (n % 7)), "limit", "3"))
                .toList();

        var answers = SYSTEM.get().searchAtOnce(questions);

        for (var n = 0; n < questions.size(); n++) {
            var alone = SYSTEM.get().search(questions.get(n));
            assertThat(answers.get(n).status()).isEqualTo(200);
            assertThat(answers.get(n).body().at("/items"))
                    .isEqualTo(alone.body().at("/items"));
            assertThat(answers.get(n).text("/total")).isEqualTo(alone.text("/total"));
            assertThat(answers.get(n).text("/nextCursor")).isEqualTo(alone.text("/nextCursor"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 179.99, 0, -179.99, 2.224",
        "0, 180, 0, -180, 0.0",
        "90, 0, 90, 77, 0.0",
        "89.99, 10, 89.99, -170, 2.224",
        "-90, 0, -89.99, 100, 1.112"
    })
    void findsWhatIsNearAcrossTheDateLineAndThePoles(
            double latitude, double longitude, String atLatitude, String atLongitude, double kilometres) {
        var car = SYSTEM.get()
                .create(Details.ofCar("At the edge").at(latitude, longitude).json());
        var near = Map.of("latitude", List.of(atLatitude), "longitude", List.of(atLongitude), "radius", List.of("3"));
        until(() -> SYSTEM.get().search(near).names().size() == 1);

        var found = SYSTEM.get().search(near).body().at("/items/0/distanceKm").asDouble();
        SYSTEM.get().delete(car.id());
        until(() -> SYSTEM.get().search(near).names().isEmpty());

        assertThat(found).isCloseTo(kilometres, Offset.offset(0.002));
    }

    @Test
    void offersOnlyWhatIsFreeAndSaysWhatItCosts() {
        var taken = SYSTEM.get()
                .create(Details.ofCar("Taken").with("turnaroundMinutes", 120).json());
        SYSTEM.get().create(Details.ofCar("Free").price("50.00").json());
        SYSTEM.get().untilTotal(2);
        SYSTEM.get()
                .booking()
                .bookQuietly(
                        taken.id(),
                        new Window(
                                WINDOW.to().plus(Duration.ofHours(1)),
                                WINDOW.to().plus(Duration.ofDays(3))));
        await(SYSTEM.get().booking().tell(taken.id()));

        SYSTEM.get().untilTotal(1, in(WINDOW));

        var found = SYSTEM.get().search(in(WINDOW));
        assertThat(found.names()).containsExactly("Free");
        assertThat(found.text("/items/0/totalPrice/amount")).isEqualTo("100.00");
        assertThat(Instant.parse(found.text("/availabilityAsOf")))
                .isBetween(Instant.now().minusSeconds(5), Instant.now());
        SYSTEM.get()
                .booking()
                .cancelQuietly(
                        taken.id(), SYSTEM.get().booking().booked(taken.id()).get(0));
        await(SYSTEM.get().booking().tell(taken.id()));
        SYSTEM.get().untilTotal(2, in(WINDOW));
    }

    @Test
    void fillsThePageWhenCarsWereJustTaken() {
        for (var n = 0; n < 12; n++) {
            var car = SYSTEM.get()
                    .create(Details.ofCar("Car " + n)
                            .at(37.7749 + n * 0.001, -122.4194)
                            .json());
            if (n < 9) {
                SYSTEM.get().booking().bookQuietly(car.id(), WINDOW);
            }
        }
        // The events of new cars may bring the bookings along; only the answer matters here.
        SYSTEM.get().untilTotal(12);

        var first = SYSTEM.get().search(in(WINDOW, "limit", "2"));
        var second = SYSTEM.get().search(in(WINDOW, "limit", "2", "cursor", first.text("/nextCursor")));

        assertThat(first.names()).containsExactly("Car 9", "Car 10");
        assertThat(second.names()).containsExactly("Car 11");
        assertThat(second.text("/nextCursor")).isNull();
    }

    @Test
    void doesNotGuessWhenBookingCannotSayWhatIsFree() {
        SYSTEM.get().create(Details.ofCar("Lonely").json());
        SYSTEM.get().untilTotal(1);
        SYSTEM.get().booking().reachable(false);

        var dated = SYSTEM.get().search(in(WINDOW));

        assertThat(dated.status()).isEqualTo(503);
        assertThat(dated.text("/code")).isEqualTo("availability-unknown");
        assertThat(SYSTEM.get().search().names()).containsExactly("Lonely");
    }

    @Test
    void tellsOfAnOutageOnceHoweverManySearchesItCosts() {
        SYSTEM.get().create(Details.ofCar("Lonely").json());
        SYSTEM.get().untilTotal(1);
        SYSTEM.get().booking().reachable(false);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        LOG.addAppender(lines);

        var refused = SYSTEM.get().searchAtOnce(Collections.nCopies(50, in(WINDOW)));

        LOG.detachAppender(lines);
        assertThat(refused).extracting(SearchSystem.Answer::status).containsOnly(503);
        assertThat(lines.list).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void takesTheSameFromABodyAsFromAQuery() {
        SYSTEM.get().create(Details.ofCar("Cheap").price("10.00").json());
        SYSTEM.get()
                .create(Details.ofCar("Dear")
                        .price("90.50")
                        .with("fuelType", "hybrid")
                        .json());
        SYSTEM.get().untilTotal(2);

        var byBody = SYSTEM.get().searchByBody("""
                {"latitude": 37.7749, "longitude": -122.4194, "radius": 100, "minPrice": 20, "maxPrice": "90.50",
                 "fuelType": ["HYBRID", "petrol"], "sort": "price", "limit": 5}
                """);

        assertThat(byBody.names()).containsExactly("Dear");
        assertThat(byBody.body().get("items"))
                .isEqualTo(SYSTEM.get()
                        .search(
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

        assertThat(SYSTEM.get().search("pickupTime", PICKUP.toString()).status())
                .isEqualTo(400);
        assertThat(SYSTEM.get().search(in(past)).text("/errors/0/pointer")).isEqualTo("query/pickupTime");
        assertThat(SYSTEM.get()
                        .search("pickupTime", WINDOW.to().toString(), "dropoffTime", PICKUP.toString())
                        .status())
                .isEqualTo(400);
        assertThat(SYSTEM.get().search("sort", "relevance").text("/errors/0/pointer"))
                .isEqualTo("query/sort");
        assertThat(SYSTEM.get().search("minPrice", "2", "maxPrice", "1").status())
                .isEqualTo(400);
        assertThat(SYSTEM.get().search("cursor", "AAAA").status()).isEqualTo(400);
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

        var asked = SYSTEM.get().search("pickupTime", from, "dropoffTime", to);
        var inABody = SYSTEM.get().searchByBody("""
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
        assertThat(SYSTEM.get().search("query", query).text("/errors/0/pointer"))
                .isEqualTo("query/query");
    }

    @Test
    void takesNumbersHoweverTheyAreWritten() {
        SYSTEM.get().create(Details.ofCar("Dear").price("90.50").json());
        SYSTEM.get().untilTotal(1);

        var found = SYSTEM.get().searchByBody("""
                {"latitude": 37.7749, "longitude": -122.4194, "radius": 1e-400, "minPrice": 9.05e1, "maxPrice": 90.500,
                 "seats": 5.0, "limit": 1e1}
                """);

        assertThat(found.names()).containsExactly("Dear");
        assertThat(SYSTEM.get()
                        .search(Map.of(
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
            SYSTEM.get().create(Details.ofCar("Car " + n).json());
        }
        SYSTEM.get().untilTotal(3);
        var cursor = SYSTEM.get().search("limit", "1").text("/nextCursor");

        assertThat(SYSTEM.get().search("limit", "2", "cursor", cursor).names()).hasSize(2);
        assertThat(SYSTEM.get()
                        .search("limit", "1", "seats", "2", "cursor", cursor)
                        .status())
                .isEqualTo(400);
    }
}
