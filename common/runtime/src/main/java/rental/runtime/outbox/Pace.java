package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How many facts a consumer is handed at a time, and how long they are let gather in between. What a consumer does for many
 * costs it less than for each, so the busier it is the more it gets at once and the longer it is left alone: a consumer
 * that is done at once hears of a fact within the relay's interval, one that takes seconds every few seconds.
 */
final class Pace {
    private static final int FEWEST = 64;
    private static final int FIRST = 256;
    private static final int MOST = 8_192;

    /** What takes less may well be more. */
    private static final Duration QUICK = Duration.ofSeconds(2);

    /** Well under the relay's patience. */
    private static final Duration SLOW = Duration.ofSeconds(4);

    /** The pause grows with the square of the work: it is as long when that took this. */
    private static final Duration EVEN = Duration.ofMillis(400);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /**
     * Within which facts are brought into effect where that can be done: a change is found by a search within a second, of
     * which the index takes a quarter until it shows what was written.
     */
    private static final Duration IN_TIME = Duration.ofMillis(700);

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
     * @return how long to wait before the next, as long as facts keep coming; not at all when it is there already
     */
    Duration taken(int count, Duration took) {
        var full = count >= portion;
        if (full && took.compareTo(QUICK) < 0) {
            portion = Math.min(2 * portion, MOST);
        } else if (took.compareTo(SLOW) > 0) {
            fewer();
        }
        return full ? Duration.ZERO : pause(took);
    }

    /** Learns that a portion was not taken: maybe for being too large. */
    void failed() {
        fewer();
    }

    private void fewer() {
        portion = Math.max(portion / 2, FEWEST);
    }

    /** What comes just after a portion was taken out waits for that portion's work, the pause, and its own portion's work. */
    private Duration pause(Duration took) {
        var wanted = shorter(Duration.ofMillis(took.toMillis() * took.toMillis() / EVEN.toMillis()), LONGEST_PAUSE);
        var possible = took.compareTo(IN_TIME) < 0 ? shorter(wanted, IN_TIME.minus(took.multipliedBy(2))) : wanted;
        return longer(shortestPause, possible);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
