package rental.car;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The zones of places that the map does not know. */
class TimeZonesTest {
    @ParameterizedTest
    @CsvSource({"-122.4, -8", "0, 0", "7.4, 0", "7.6, 1", "151.2, 10", "-180, -12", "180, 12"})
    void areTheSunsAtTheirLongitude(double longitude, int hoursEast) {
        var zone = ZoneId.of(TimeZones.nautical(longitude));

        assertThat(zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds()).isEqualTo(hoursEast * 3600);
    }

    @Test
    void existAtEveryLongitude() {
        assertThat(IntStream.rangeClosed(-180, 180).mapToObj(TimeZones::nautical))
                .allMatch(ZoneId.getAvailableZoneIds()::contains);
    }
}
