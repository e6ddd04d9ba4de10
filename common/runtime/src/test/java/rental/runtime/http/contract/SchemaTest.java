package rental.runtime.http.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.api.Problem;
import rental.runtime.http.Json;

class SchemaTest {
    private static final Contract CONTRACT = Contract.in(Currency.getInstance("USD"));
    private static final String BOOKING = """
            {"carId": "0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f", "pickupTime": "%s", "dropoffTime": "2027-03-03T10:00:00Z"}""";

    private static final String SEARCH = "{\"latitude\": 1, \"longitude\": 2, %s}";

    @Test
    void findsNoFaultInTheContractsOwnExamples() {
        for (var name : List.of("CarDetails", "BookingDetails", "Signup", "Login", "Search", "CarChanges")) {
            var example = CONTRACT.document()
                    .path("components")
                    .path("schemas")
                    .path(name)
                    .path("example");

            assertThat(CONTRACT.schema(name).check(example)).as(name).isEmpty();
        }
    }

    @Test
    void tellsEveryFaultWithItsPointer() {
        var faults = faults("CarDetails", """
                {"name": "", "brand": 1, "year": 1.5, "seats": 21, "fuelType": "coal", "transmission": "manual",
                 "pricePerDay": {"amount": "1.005", "currency": "EUR"}, "images": ["http://x.com/a", "no"],
                 "features": ["a\\u0000b"], "location": {"latitude": 91, "oops": true}, "roles": ["admin"]}""");

        assertThat(faults)
                .extracting(Problem.Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/model",
                        "/name",
                        "/brand",
                        "/year",
                        "/seats",
                        "/fuelType",
                        "/pricePerDay/amount",
                        "/pricePerDay/currency",
                        "/images/0",
                        "/images/1",
                        "/features/0",
                        "/location/longitude",
                        "/location/address",
                        "/location/city",
                        "/location/state",
                        "/location/country",
                        "/location/latitude",
                        "/location/oops",
                        "/roles");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-03-01T10:00:00Z",
                "2027-03-01T10:00:00.123456Z",
                "2027-03-01T10:00:00+01:00",
                "2027-03-01t10:00:00z"
            })
    void takesTimesWithAnOffset(String time) {
        assertThat(faults("BookingDetails", BOOKING.formatted(time))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2027-03-01T10:00:00",
                "2027-03-01T10:00Z",
                "2027-03-01",
                "2027-02-30T10:00:00Z",
                "2027-03-01T25:00:00Z",
                "2027-03-01T10:00:00+01",
                "2027-03-01T10:00:00+01:00:30",
                "tomorrow",
                "+12027-03-01T10:00:00Z",
                ""
            })
    void refusesOtherTimes(String time) {
        assertThat(faults("BookingDetails", BOOKING.formatted(time)))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/pickupTime");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.co", "ada.lovelace+cars@mail.example.com", "jürgen@bücher.example"})
    void takesEmailAddresses(String text) {
        assertThat(Formats.isEmail(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a@",
                "@b.co",
                "a b@c.de",
                "a@b",
                "a@b..de",
                "a@@b.de",
                "a@-b.de",
                "<a@b.de>",
                "a\u0085b@c.de",
                "a\u200bb@c.de",
                "a\u2028b@c.de"
            })
    void refusesWhatIsNoEmailAddress(String text) {
        assertThat(Formats.isEmail(text)).isFalse();
    }

    @Test
    void refusesPasswordsThatAreTooLongInBytesAndNotCutThem() {
        var faults = faults("PasswordReset", "{\"token\": \"t\", \"newPassword\": \"A1" + "ü".repeat(40) + "\"}");

        assertThat(faults).containsExactly(new Problem.Fault("/newPassword", "must have at most 72 bytes in UTF-8"));
    }

    @Test
    void asksForBothTimesOfASearchOrNeither() {
        assertThat(faults("Search", "{\"latitude\": 1, \"longitude\": 2, \"pickupTime\": \"2027-03-01T10:00:00Z\"}"))
                .containsExactly(new Problem.Fault("/dropoffTime", "is required with pickupTime"));
    }

    @Test
    void refusesAnExtraThatIsThereTwice() {
        var faults = faults(
                "BookingDetails",
                BOOKING.formatted("2027-03-01T10:00:00Z").replace("}", ", \"extras\": [\"gps\", \"gps\"]}"));

        assertThat(faults).extracting(Problem.Fault::pointer).containsExactly("/extras/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.0", "0.5e1"})
    void takesAWholeNumberHoweverItIsWritten(String seats) {
        assertThat(faults("Search", SEARCH.formatted("\"seats\": " + seats))).isEmpty();
    }

    @Test
    void refusesAWholeNumberWithMoreZerosThanCanBeCounted() {
        assertThat(faults("Search", SEARCH.formatted("\"seats\": 100e2147483647")))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/seats");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-320", "1e-65", "1e-99999", "1e-2147483647"})
    void refusesANumberThatIsTooLongWhenWrittenOut(String radius) {
        assertThat(faults("Search", SEARCH.formatted("\"radius\": " + radius)))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/radius");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.2246467991473532e-16", "2.5e-63", "0.1000000000000000055511151231257827021181583404541015625"
            })
    void takesANumberAsProgramsReckonIt(String radius) {
        assertThat(faults("Search", SEARCH.formatted("\"radius\": " + radius))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Foo/Bar", "SystemV/EST5", "+02:00", "europe/berlin"})
    void refusesATimeZoneThatIanaDoesNotKnow(String timeZone) {
        assertThat(faults("CarChanges", "{\"location\": {\"timeZone\": \"" + timeZone + "\"}}"))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/location/timeZone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20", "20.5", "20.50", "\"20.50\"", "0"})
    void takesAPriceAsTextAndAsANumber(String price) {
        assertThat(faults("Search", SEARCH.formatted("\"minPrice\": " + price))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20.005",
                "\"20.005\"",
                "-1",
                "\"-1\"",
                "1e-999999999",
                "1e999999999",
                "100e2147483647",
                "\"1e1\""
            })
    void refusesAPriceThatIsNoAmountOfTheCurrency(String price) {
        assertThat(faults("Search", SEARCH.formatted("\"minPrice\": " + price)))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/minPrice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Electric\"", "[\"electric\"]", "[\"PETROL\", \"hybrid\"]"})
    void takesOneFuelTypeOrAList(String fuelType) {
        assertThat(faults("Search", SEARCH.formatted("\"fuelType\": " + fuelType)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"coal\"", "\"\"", "[]", "[\"coal\"]", "7", "null"})
    void refusesOtherFuelTypes(String fuelType) {
        assertThat(faults("Search", SEARCH.formatted("\"fuelType\": " + fuelType)))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "!", "?!"})
    void refusesASearchForNoWords(String words) {
        assertThat(faults("Search", SEARCH.formatted("\"query\": \"" + words + "\"")))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/query");
    }

    @Test
    void compilesTheRequestsOfEveryOperation() {
        assertThat(CONTRACT.operations()).hasSizeGreaterThan(60);
    }

    private static List<Problem.Fault> faults(String schema, String json) {
        return CONTRACT.schema(schema).check(Json.tree(json.getBytes(UTF_8)));
    }
}
