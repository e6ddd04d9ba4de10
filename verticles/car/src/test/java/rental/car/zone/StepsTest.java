package rental.car.zone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {
    private final Steps steps = new Steps();

    @Test
    void leadToTheSameCornersHoweverFarTheseAreApart() {
        steps.add(1, -1);
        steps.add(-64, 63);
        steps.add(8_191, -8_192);
        steps.add(-450_000, 900_000);

        assertThat(cornersFrom(10, 20))
                .containsExactly(List.of(11, 19), List.of(-53, 82), List.of(8_138, -8_110), List.of(-441_862, 891_890));
    }

    @Test
    void areOneStepWhileTheyGoStraightOn() {
        steps.add(2, 1);
        steps.add(4, 2);
        steps.add(-2, -1);

        assertThat(cornersFrom(0, 0)).containsExactly(List.of(6, 3), List.of(4, 2));
    }

    @Test
    void takeTwoBytesForACornerNearby() {
        steps.add(63, -64);

        assertThat(steps.toBytes()).hasSize(2);
    }

    @Test
    void areNoneWhereTwoCornersFallTogether() {
        steps.add(0, 0);

        assertThat(steps.toBytes()).isEmpty();
    }

    private List<List<Integer>> cornersFrom(int north, int east) {
        var way = new Steps.Way(north, east, steps.toBytes());
        var corners = new ArrayList<List<Integer>>();
        while (way.goOn()) {
            corners.add(List.of(way.north(), way.east()));
        }
        return corners;
    }
}
