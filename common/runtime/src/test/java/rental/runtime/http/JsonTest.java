package rental.runtime.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.Money;

class JsonTest {
    enum Kind {
        NO_SHOW
    }

    record Sample(Instant at, Money price, Optional<String> note, Kind kind, int count) {}

    private static final Sample SAMPLE = new Sample(
            Instant.parse("2027-03-01T10:00:00Z"), Money.of("120.00", "USD"), Optional.empty(), Kind.NO_SHOW, 2);
    private static final String WRITTEN =
            "{\"at\":\"2027-03-01T10:00:00Z\",\"price\":{\"amount\":\"120.00\",\"currency\":\"USD\"},"
                    + "\"kind\":\"no-show\",\"count\":2}";

    @Test
    void writesTimesInUtcMoneyAsTextAndLeavesAbsentValuesOut() {
        assertThat(new String(Json.write(SAMPLE), UTF_8)).isEqualTo(WRITTEN);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Json.read(Json.write(SAMPLE), Sample.class)).isEqualTo(SAMPLE);
    }

    @Test
    void readsTimesWithAnyOffset() {
        var read = Json.read(WRITTEN.replace("10:00:00Z", "11:30:00+01:30").getBytes(UTF_8), Sample.class);

        assertThat(read.at()).isEqualTo(SAMPLE.at());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":\"2027-03-01T10:00:00\"}",
                "{\"at\":null,\"count\":1,\"unknown\":true}",
                "{\"count\":1,\"count\":2}",
                "{\"count\":1} {}",
                "{\"count\":1.5}",
                "{\"count\":1E-2147483648}",
                "{\"count\":1E+99999999999}",
                "{\"count\":\"1\"}",
                "{\"count\":",
                "",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            })
    void refusesWhatIsNotOfTheForm(String document) {
        assertThatThrownBy(() -> Json.read(document.getBytes(UTF_8), Sample.class))
                .isInstanceOf(Json.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "2.0", "0.2e1", "20E-1"})
    void readsAWholeNumberHoweverItIsWritten(String number) {
        var read =
                Json.read(WRITTEN.replace("\"count\":2", "\"count\":" + number).getBytes(UTF_8), Sample.class);

        assertThat(read).isEqualTo(SAMPLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "2147483648.0", "1e999999999", "1e-999999999"})
    void refusesANumberThatIsNoCount(String number) {
        assertThatThrownBy(() -> Json.read(("{\"count\":" + number + "}").getBytes(UTF_8), Sample.class))
                .isInstanceOf(Json.Unreadable.class);
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        assertThatThrownBy(() -> Json.tree(new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'}))
                .isInstanceOf(Json.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
    void refusesEveryOtherUnicode(String encoding) throws UnsupportedEncodingException {
        var document = "{\"count\": 1}".getBytes(encoding);

        assertThatThrownBy(() -> Json.tree(document)).isInstanceOf(Json.Unreadable.class);
    }

    @Test
    void refusesADocumentOfMoreValuesThanAnyoneNeeds() {
        assertThat(Json.tree(("[0" + ",0".repeat(15_000) + "]").getBytes(UTF_8)))
                .hasSize(15_001);

        assertThatThrownBy(() -> Json.tree(("[0" + ",0".repeat(20_000) + "]").getBytes(UTF_8)))
                .isInstanceOf(Json.Unreadable.class);
    }

    /** The JVM's table of strings would grow with every name that a client makes up, and become slow. */
    @Test
    void keepsNoNamesBeyondTheDocument() {
        var name = "made-up-" + System.nanoTime();

        var read = Json.tree(("{\"" + name + "\": 1}").getBytes(UTF_8))
                .fieldNames()
                .next();

        assertThat(read).isEqualTo(name).isNotSameAs(name.intern());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E-2147483648", "[1E+2147483649]", "{\"a\": 1e99999999999999999999}"})
    void refusesNumbersThatNothingHasRoomFor(String document) {
        assertThatThrownBy(() -> Json.tree(document.getBytes(UTF_8))).isInstanceOf(Json.Unreadable.class);
    }

    @Test
    void tellsWhereTheFaultStands() {
        assertThatThrownBy(() -> Json.read("{\"price\":{\"amount\":[]}}".getBytes(UTF_8), Sample.class))
                .isInstanceOfSatisfying(
                        Json.Unreadable.class,
                        fault -> assertThat(fault.pointer()).isEqualTo("/price/amount"));
    }

    @Test
    void writesANullCursorOnTheLastPage() {
        assertThat(new String(Json.write(Page.whole(List.of(1))), UTF_8))
                .isEqualTo("{\"items\":[1],\"nextCursor\":null}");
    }
}
