package rental.car.zone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneMapTest {
    private static ZoneMap map;

    @BeforeAll
    static void load() {
        map = ZoneMap.load();
    }

    @ParameterizedTest
    @CsvSource({
        "37.7749, -122.4194, America/Los_Angeles",
        "52.5200, 13.4050, Europe/Berlin",
        "-33.8688, 151.2093, Australia/Sydney",
        "27.7172, 85.3240, Asia/Kathmandu",
        "64.1466, -21.9426, Atlantic/Reykjavik",
        "-17.7134, 178.0650, Pacific/Fiji",
        "24.5, -150.0, Etc/GMT+10"
    })
    void knowsTheZoneOfAPlace(double latitude, double longitude, String zone) {
        assertThat(map.at(latitude, longitude)).contains(zone);
    }

    @Test
    void leavesHolesToThoseWhoLiveInThem() {
        assertThat(map.at(-29.6, 28.2)).contains("Africa/Maseru");
        assertThat(map.at(-26.2041, 28.0473)).contains("Africa/Johannesburg");
    }
}
