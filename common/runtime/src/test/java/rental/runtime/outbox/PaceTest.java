package rental.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final Duration POLL = Duration.ofMillis(100);

    private final Pace pace = new Pace(POLL);

    @Test
    void leavesAConsumerThatIsDoneSoonAloneForTheUsualTime() {
        assertThat(pace.taken(1, Duration.ofMillis(10))).isEqualTo(POLL);
        assertThat(pace.taken(10, Duration.ofMillis(200))).isEqualTo(POLL);
    }

    @Test
    void letsFactsGatherTheLongerTheBusierTheConsumerIs() {
        var busy = pace.taken(10, Duration.ofMillis(220));
        var busier = pace.taken(10, Duration.ofMillis(800));
        var overloaded = pace.taken(10, Duration.ofSeconds(3));

        assertThat(busy).isEqualTo(Duration.ofMillis(121));
        assertThat(busier).isEqualTo(Duration.ofMillis(1_600));
        assertThat(overloaded).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void letsNoFactWaitForOthersThatCouldBeInEffectInTime() {
        assertThat(pace.taken(10, Duration.ofMillis(270))).isEqualTo(Duration.ofMillis(160));
        assertThat(pace.taken(10, Duration.ofMillis(300))).isEqualTo(POLL);
        assertThat(pace.taken(10, Duration.ofMillis(699))).isEqualTo(POLL);
    }

    @Test
    void handsOverMoreWithoutAPauseWhileMoreIsThereAndItIsTakenQuickly() {
        var first = pace.portion();

        assertThat(pace.taken(first, Duration.ofMillis(300))).isZero();
        assertThat(pace.portion()).isEqualTo(2 * first);
        assertThat(pace.taken(first, Duration.ofMillis(300))).isPositive();
        assertThat(pace.portion()).isEqualTo(2 * first);
    }

    @Test
    void handsOverLessWhenItWasNotTakenOrTookLong() {
        var first = pace.portion();

        pace.failed();
        assertThat(pace.portion()).isEqualTo(first / 2);

        pace.taken(first / 2, Duration.ofSeconds(5));
        assertThat(pace.portion()).isEqualTo(first / 4);
    }

    @Test
    void handsOverAtLeastSomeAndNeverTooMany() {
        for (var n = 0; n < 20; n++) {
            pace.failed();
        }
        assertThat(pace.portion()).isEqualTo(64);

        for (var n = 0; n < 20; n++) {
            pace.taken(pace.portion(), Duration.ofMillis(1));
        }
        assertThat(pace.portion()).isEqualTo(8_192);
    }
}
