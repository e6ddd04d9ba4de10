package rental.bench.load;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one round of load measured.
 *
 * @param perSecond answers a second, whatever they say
 * @param latencies of the answers
 * @param answers how many by HTTP status, or by a word for what is no answer of HTTP
 * @param retries transactions run again, by SQLSTATE
 * @param cpuSeconds what each process used meanwhile, by its name
 */
public record Round(
        double perSecond,
        Latencies latencies,
        Map<String, Long> answers,
        Map<String, Long> retries,
        Map<String, Double> cpuSeconds) {

    /** In milliseconds; zero where it was not measured. */
    public record Latencies(double p50, double p95, double p99) {
        public static final Latencies UNKNOWN = new Latencies(0, 0, 0);
    }

    public Round {
        answers = new TreeMap<>(answers);
        retries = new TreeMap<>(retries);
        cpuSeconds = new TreeMap<>(cpuSeconds);
    }

    /** A round as a generator sees it, which knows only what comes back. */
    public static Round of(double perSecond, Latencies latencies, Map<String, Long> answers) {
        return new Round(perSecond, latencies, answers, Map.of(), Map.of());
    }

    /** Answers a second that are what was asked for. */
    public double served() {
        var all = answers.entrySet().stream()
                .filter(entry -> Character.isDigit(entry.getKey().charAt(0)))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return perSecond * answers.getOrDefault("200", 0L) / Math.max(1, all);
    }

    /** The same with what was seen from outside of the generator. */
    public Round with(Map<String, Long> retriesMeanwhile, Map<String, Double> cpuMeanwhile) {
        return new Round(perSecond, latencies, answers, retriesMeanwhile, cpuMeanwhile);
    }
}
