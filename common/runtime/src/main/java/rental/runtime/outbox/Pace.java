package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How many facts a consumer is handed at a time, and how long they are let gather in between. What a consumer does for many
 * costs it little more than for one, so the busier it is the more it gets at once and the longer it is left alone: as long
 * as it has worked, so that those who wait for answers get their share of the machine.
 */
final class Pace {
    private static final int FEWEST = 64;
    private static final int FIRST = 256;
    private static final int MOST = 4_096;
    private static final Duration QUICK = Duration.ofMillis(500);

    /** Well under the time that a consumer's transaction may take. */
    private static final Duration SLOW = Duration.ofMillis(1_500);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Duration shortestPause;
    private int portion = FIRST;

    Pace(Duration shortestPause) {
        this.shortestPause = requireNonNull(shortestPause);
    }

    /** How many to hand over next, at most. */
    int portion() {
        return portion;
    }

    /**
     * Learns from a portion that was taken.
     *
     * @return how long to wait before the next; not at all when more are there already
     */
    Duration taken(int count, Duration took) {
        var full = count >= portion;
        if (full && took.compareTo(QUICK) < 0) {
            portion = Math.min(2 * portion, MOST);
        } else if (took.compareTo(SLOW) > 0) {
            fewer();
        }
        return full ? Duration.ZERO : between(shortestPause, took);
    }

    /** Learns that a portion was not taken: maybe for being too large. */
    void failed() {
        fewer();
    }

    private void fewer() {
        portion = Math.max(portion / 2, FEWEST);
    }

    private static Duration between(Duration shortest, Duration wanted) {
        var longest = shortest.compareTo(LONGEST_PAUSE) > 0 ? shortest : LONGEST_PAUSE;
        if (wanted.compareTo(shortest) < 0) {
            return shortest;
        }
        return wanted.compareTo(longest) < 0 ? wanted : longest;
    }
}
