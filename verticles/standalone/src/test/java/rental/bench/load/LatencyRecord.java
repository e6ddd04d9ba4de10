package rental.bench.load;

import java.util.Arrays;

/** Every latency of a round, to the microsecond. For one thread. */
public final class LatencyRecord {
    private static final int FIRST_SIZE = 1 << 16;
    private static final long NANOS_A_MICRO = 1_000;
    private static final double MICROS_A_MILLI = 1_000;

    private long[] micros = new long[FIRST_SIZE];
    private int count;

    public void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = nanos / NANOS_A_MICRO;
    }

    public void addAll(LatencyRecord other) {
        for (var n = 0; n < other.count; n++) {
            add(other.micros[n] * NANOS_A_MICRO);
        }
    }

    public int count() {
        return count;
    }

    public Round.Latencies summary() {
        if (count == 0) {
            return Round.Latencies.UNKNOWN;
        }
        var sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return new Round.Latencies(quantile(sorted, 0.5), quantile(sorted, 0.95), quantile(sorted, 0.99));
    }

    private static double quantile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / MICROS_A_MILLI;
    }
}
