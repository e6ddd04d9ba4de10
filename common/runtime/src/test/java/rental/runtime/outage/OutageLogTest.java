package rental.runtime.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.log.LoggedLines;

class OutageLogTest {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLogTest.class);

    private final LoggedLines lines = LoggedLines.of(LOG.getName());
    private final OutageLog outages = new OutageLog(LOG, "Search cannot answer", () -> this.now);
    private long now = Long.MAX_VALUE - 1;

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void tellsWhenAnOutageBeginsAndWhenItIsOverAndNothingForEachRequest() {
        refuse(1_000);
        pass(Duration.ofSeconds(7));
        refuse(1_000);
        pass(Duration.ofSeconds(5));
        outages.answered();
        outages.answered();

        assertThat(lines.texts())
                .containsExactly(
                        "WARN Search cannot answer: connection refused",
                        "INFO Over: Search cannot answer, 2000 times in 7 s");
    }

    @Test
    void tellsOnceInTenSecondsThatItLasts() {
        refuse(10);
        pass(Duration.ofSeconds(10));
        refuse(10);
        pass(Duration.ofSeconds(9));
        refuse(10);
        pass(Duration.ofSeconds(1));
        refuse(10);

        assertThat(lines.texts())
                .containsExactly(
                        "WARN Search cannot answer: connection refused",
                        "WARN Search cannot answer, 11 times in 10 s by now: connection refused",
                        "WARN Search cannot answer, 31 times in 20 s by now: connection refused");
    }

    @Test
    void takesNoAnswerOfAnotherNodeForTheEnd() {
        for (var second = 0; second < 9; second++) {
            refuse(1);
            outages.answered();
            pass(Duration.ofSeconds(1));
        }

        assertThat(lines.texts()).containsExactly("WARN Search cannot answer: connection refused");
    }

    @Test
    void tellsOfEachOutageAnew() {
        for (var outage = 0; outage < 2; outage++) {
            refuse(3);
            pass(Duration.ofSeconds(6));
            outages.answered();
        }

        assertThat(lines.texts())
                .containsExactly(
                        "WARN Search cannot answer: connection refused",
                        "INFO Over: Search cannot answer, 3 times in 0 s",
                        "WARN Search cannot answer: connection refused",
                        "INFO Over: Search cannot answer, 3 times in 0 s");
    }

    @Test
    void isOneForAllWhoTellOfTheSame() {
        assertThat(OutageLog.of(LOG, "It fails")).isSameAs(OutageLog.of(LOG, "It fails"));
        assertThat(OutageLog.of(LOG, "It fails")).isNotSameAs(OutageLog.of(LOG, "Something else fails"));
    }

    private void refuse(int requests) {
        for (var request = 0; request < requests; request++) {
            outages.refused("connection refused");
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
