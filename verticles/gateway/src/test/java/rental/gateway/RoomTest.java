package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Times are in milliseconds here. */
class RoomTest {
    private static final int MOST = 64;
    private static final int WANTED = 100;

    private final Room room = new Room(MOST, Duration.ofMillis(WANTED));

    @Test
    void letsInAsManyAsMayWaitAtMost() {
        assertThat(fill()).isEqualTo(MOST);
    }

    @Test
    void letsInFewerInProportionWhileAnswersComeLate() {
        fill();
        leaveAll(MOST, 0, 160);

        assertThat(fill()).isEqualTo(MOST * 100 / 160);
    }

    @Test
    void goesDownByHalfAtMostHoweverLateAnAnswerIs() {
        fill();
        leaveAll(MOST, 0, 10_000);

        assertThat(fill()).isEqualTo(MOST / 2);
    }

    @Test
    void goesDownOnceForAllThatWentInBeforeItWentDown() {
        fill();
        leaveAll(MOST / 2, 0, 200);
        leaveAll(MOST / 2, 0, 10_000);

        assertThat(fill()).isEqualTo(MOST / 2);
    }

    @Test
    void staysAsItIsWhenAnAnswerIsLateThoughFewAreInside() {
        for (var round = 0; round < 20; round++) {
            for (var request = 0; request < MOST / 2; request++) {
                room.enter();
            }
            leaveAll(MOST / 2, round * 20_000, round * 20_000 + 10_000);
        }

        assertThat(fill()).isEqualTo(MOST);
    }

    @Test
    void alwaysHasRoomForAFew() {
        for (var round = 0; round < 20; round++) {
            leaveAll(fill(), round * 20_000, round * 20_000 + 10_000);
        }

        assertThat(fill()).isEqualTo(MOST / 8);
    }

    @Test
    void growsAgainAsFarAsItWasWhenAnswersComeInTime() {
        leaveAll(fill(), 0, 10_000);

        for (var answered = fill(); answered < MOST * MOST; answered++) {
            leaveAll(1, 20_000, 20_000 + WANTED);
            fill();
        }
        leaveAll(MOST, 20_000, 20_000 + WANTED);

        assertThat(fill()).isEqualTo(MOST);
    }

    @Test
    void doesNotGrowWhileItTurnsNobodyAway() {
        leaveAll(fill(), 0, 10_000);

        for (var answered = 0; answered < 1_000; answered++) {
            room.enter();
            leaveAll(1, 20_000, 20_001);
        }

        assertThat(fill()).isEqualTo(MOST / 2);
    }

    /** @return how many went in */
    private int fill() {
        var entered = 0;
        while (!room.isFull()) {
            room.enter();
            entered++;
        }
        return entered;
    }

    private void leaveAll(int count, long entered, long now) {
        for (var i = 0; i < count; i++) {
            room.leave(
                    Duration.ofMillis(entered).toNanos(), Duration.ofMillis(now).toNanos());
        }
    }
}
