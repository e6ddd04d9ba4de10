package rental.booking.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rental.contract.Window;

class RentalDaysTest {
    private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

    @ParameterizedTest
    @CsvSource({
        "2027-03-01T10:00, 2027-03-01T11:00, 1",
        "2027-03-01T10:00, 2027-03-02T10:00, 1",
        "2027-03-01T10:00, 2027-03-02T10:59, 1",
        "2027-03-01T10:00, 2027-03-02T11:00, 2",
        "2027-03-01T10:00, 2027-03-03T10:00, 2",
        "2027-01-31T10:00, 2027-03-01T10:00, 29",
        // The clocks go forward on 14 March and back on 7 November.
        "2027-03-13T10:00, 2027-03-20T10:00, 7",
        "2027-11-06T10:00, 2027-11-13T10:00, 7",
        "2027-11-06T10:00, 2027-11-13T11:00, 8",
    })
    void countsByTheWallClock(LocalDateTime from, LocalDateTime to, int days) {
        var window = new Window(
                from.atZone(LOS_ANGELES).toInstant(), to.atZone(LOS_ANGELES).toInstant());

        assertThat(RentalDays.count(window, LOS_ANGELES)).isEqualTo(days);
    }

    @Test
    void countsAtLeastOneEvenIfTheClockGoesBackMeanwhile() {
        var window = new Window(Instant.parse("2027-11-07T08:30:00Z"), Instant.parse("2027-11-07T09:30:00Z"));

        assertThat(RentalDays.count(window, LOS_ANGELES)).isEqualTo(1);
    }

    @Property
    void sameTimeOfDayIsThatManyDaysWhateverTheClocksDo(
            @ForAll("zones") ZoneId zone,
            @ForAll("windows") Window window,
            @ForAll @IntRange(min = 1, max = 90) int days) {
        var from = LocalDateTime.ofInstant(window.from(), zone);
        var to = from.plusDays(days);
        var start = from.atZone(zone);
        var end = to.atZone(zone);
        // A time that the clocks skip is not on the wall: there is nothing to compare with.
        if (start.toLocalDateTime().equals(from) && end.toLocalDateTime().equals(to)) {
            assertThat(RentalDays.count(new Window(start.toInstant(), end.toInstant()), zone))
                    .isEqualTo(days);
        }
    }

    @Property
    void neverCountsFewerDaysForALongerRental(@ForAll("zones") ZoneId zone, @ForAll("windows") Window window) {
        var longer = new Window(window.from(), window.to().plus(Duration.ofHours(3)));

        assertThat(RentalDays.count(longer, zone)).isGreaterThanOrEqualTo(RentalDays.count(window, zone));
    }

    @Property
    void isWithinADayAndAnHourOfTheTimeThatPasses(@ForAll("zones") ZoneId zone, @ForAll("windows") Window window) {
        var days = RentalDays.count(window, zone);
        var passed = window.length().toMinutes() / (24.0 * 60);

        assertThat((double) days).isBetween(Math.max(1, passed - 0.1), passed + 1.1);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        return Samples.zones();
    }

    @Provide
    Arbitrary<Window> windows() {
        return Samples.windows();
    }
}
