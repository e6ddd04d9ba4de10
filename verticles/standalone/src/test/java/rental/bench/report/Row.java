package rental.bench.report;

import java.util.List;

/**
 * What came of one contest.
 *
 * @param id such as {@code 3a}
 * @param title what was done
 * @param sides ours first, then the yardstick where there is one
 * @param goals figures to reach
 * @param remarks what else was seen, in full sentences
 * @param measured the day, in UTC
 */
public record Row(
        String id, String title, List<Measured> sides, List<Goal> goals, List<String> remarks, String measured) {
    public Row {
        sides = List.copyOf(sides);
        goals = List.copyOf(goals);
        remarks = List.copyOf(remarks);
    }

    /** Throughput of the first side by that of the second. */
    public static double ratio(List<Measured> sides) {
        return sides.get(0).median().perSecond() / sides.get(1).median().perSecond();
    }
}
