package rental.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The CPU time of processes with all that they start, from Linux's {@code /proc}. Elsewhere it knows nothing and says so by
 * saying nothing.
 */
public final class CpuClock {
    private static final double TICKS_A_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int CHILDREN_TIME = 13;
    private static final int TIMES_END = 15;

    private final Map<String, Supplier<ProcessHandle>> processes = new LinkedHashMap<>();

    /** Watches a process; whoever it is at the moment of asking. */
    public CpuClock watch(String name, Supplier<ProcessHandle> process) {
        processes.put(name, process);
        return this;
    }

    /**
     * Reads the clock.
     *
     * @param program what to call those programs that this process itself has run to their end
     * @return seconds since each began, by name
     */
    public Map<String, Double> read(String program) {
        var seconds = new TreeMap<String, Double>();
        processes.forEach((name, process) -> seconds.put(name, tree(process.get())));
        seconds.put(program, times(ProcessHandle.current(), CHILDREN_TIME));
        return seconds;
    }

    /** What was used between two readings. */
    public static Map<String, Double> between(Map<String, Double> before, Map<String, Double> after) {
        var used = new TreeMap<String, Double>();
        after.forEach((name, seconds) -> used.put(name, seconds - before.getOrDefault(name, 0.0)));
        used.values().removeIf(seconds -> seconds < 1 / TICKS_A_SECOND);
        return used;
    }

    private static double tree(ProcessHandle root) {
        return Stream.concat(Stream.of(root), root.descendants())
                .mapToDouble(process -> times(process, USER_TIME))
                .sum();
    }

    /** The fields behind the name, which may hold blanks: user, system, and the same of children that have ended. */
    private static double times(ProcessHandle process, int first) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return LongStream.range(first, TIMES_END)
                            .map(field -> Long.parseLong(fields[(int) field]))
                            .sum()
                    / TICKS_A_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }
}
