package rental.bench.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import rental.bench.load.Round;
import rental.bench.load.Round.Latencies;

/**
 * One side of a contest.
 *
 * @param name who was asked
 * @param rounds as they came
 */
public record Measured(String name, List<Round> rounds) {
    public Measured {
        rounds = List.copyOf(rounds);
    }

    /** The median of each figure on its own; answers and retries are those of all rounds together. */
    public Round median() {
        return new Round(
                median(Round::perSecond),
                new Latencies(
                        median(round -> round.latencies().p50()),
                        median(round -> round.latencies().p95()),
                        median(round -> round.latencies().p99())),
                sum(Round::answers),
                sum(Round::retries),
                cpu());
    }

    private Map<String, Double> cpu() {
        var medians = new TreeMap<String, Double>();
        rounds.forEach(round -> round.cpuSeconds()
                .keySet()
                .forEach(name ->
                        medians.put(name, median(one -> one.cpuSeconds().getOrDefault(name, 0.0)))));
        return medians;
    }

    private Map<String, Long> sum(Function<Round, Map<String, Long>> counts) {
        var total = new TreeMap<String, Long>();
        rounds.forEach(round -> counts.apply(round).forEach((name, count) -> total.merge(name, count, Long::sum)));
        return total;
    }

    private double median(ToDoubleFunction<Round> figure) {
        var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
