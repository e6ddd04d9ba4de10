package rental.search.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import rental.contract.car.CarChanged;
import rental.contract.event.Event;

/** How old an answer says that it is. */
class FreshnessTest {
    private static final Instant START = Instant.parse("2027-03-01T10:00:00Z");

    private Instant now = START;
    private final Freshness freshness = new Freshness(new Hands());

    /** A clock that the test sets. */
    private final class Hands extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void isHalfASecondWhileNothingIsLate() {
        assertThat(age()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void growsWhileAFactCannotBeWritten() {
        freshness.writing("car", List.of(factOf(START), factOf(START.minusSeconds(1))));
        later(Duration.ofSeconds(30));
        freshness.writing("car", List.of(factOf(START.plusSeconds(20))));

        assertThat(age()).isEqualTo(Duration.ofSeconds(31));
    }

    @Test
    void isThatOfTheSourceThatIsFurthestBehind() {
        freshness.writing("car", List.of(factOf(START.minusSeconds(2))));
        freshness.writing("booking", List.of(factOf(START.minusSeconds(9))));
        freshness.written("car");

        assertThat(age()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void staysForAWhileWhatItWasForTheLastFacts() {
        freshness.writing("car", List.of(factOf(START)));
        later(Duration.ofSeconds(3));
        freshness.written("car");

        assertThat(age()).isEqualTo(Duration.ofMillis(3_250));
        later(Duration.ofSeconds(5));
        assertThat(age()).isEqualTo(Duration.ofMillis(500));
    }

    private Duration age() {
        return Duration.between(freshness.asOf(), now);
    }

    private void later(Duration by) {
        now = now.plus(by);
    }

    private static Event factOf(Instant when) {
        return new Event(UUID.randomUUID(), CarChanged.TYPE, UUID.randomUUID(), when, "{}", "test", Optional.empty());
    }
}
