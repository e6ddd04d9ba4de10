package rental.contract.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowRulesTest {
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final WindowRules RULES = new WindowRules(Duration.ofHours(1), Duration.ofDays(90), 2);

    @ParameterizedTest
    @CsvSource(
            nullValues = "fine",
            value = {
                "2027-01-01T00:00:00Z, 2027-01-02T00:00:00Z, pickupTime",
                "2027-01-01T00:00:01Z, 2027-01-02T00:00:00Z, fine",
                "2027-01-03T00:00:00Z, 2027-01-02T00:00:00Z, dropoffTime",
                "2027-01-02T00:00:00Z, 2027-01-02T00:59:59Z, dropoffTime",
                "2027-01-02T00:00:00Z, 2027-01-02T01:00:00Z, fine",
                "2027-01-02T00:00:00Z, 2027-04-02T00:00:00Z, fine",
                "2027-01-02T00:00:00Z, 2027-04-02T00:00:01Z, dropoffTime",
                "2029-01-01T00:00:00Z, 2029-01-02T00:00:00Z, fine",
                "2029-01-01T00:00:01Z, 2029-01-02T00:00:00Z, pickupTime",
            })
    void namesTheTimeAtFault(Instant pickup, Instant dropoff, String field) {
        var faults = RULES.faults(pickup, dropoff, NOW);

        if (field == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).extracting(WindowRules.Fault::field).containsExactly(field);
        }
    }
}
