package rental.gateway;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How many requests of one kind may wait for a service at once: as many as it answers within the time that answers should
 * take. While they take longer fewer are let in, so that those who get in are answered soon and the others learn at once
 * that they have to come again, instead of all waiting until it is too late for each. For one event loop.
 *
 * <p>By Little's law what waits is what is answered in a second times the seconds that it takes: to bring the time back
 * to what it should be, the bound shrinks in proportion, but never by more than half and only once for each time that
 * those who were let in under the bound before take. An answer that is late while the room is half empty says nothing of
 * crowding, and changes nothing. While it holds requests back though answers come in time it grows, by one for as many
 * answers as it lets in.
 */
final class Room {
    private static final double MOST_OF_A_STEP = 0.5;

    /** Few enough to be answered in time by a slow service, and enough not to starve one that is slow for all. */
    private static final int LEAST_SHARE = 8;

    private final int least;
    private final int most;
    private final double wanted;
    private double bound;
    private int inside;
    private OptionalLong shrunkAt = OptionalLong.empty();

    /**
     * @param most the bound to begin with, and never more; an eighth of it always has room
     * @param wanted how long answers should take at most
     */
    Room(int most, Duration wanted) {
        this.most = most;
        this.least = Math.max(1, most / LEAST_SHARE);
        this.wanted = wanted.toNanos();
        this.bound = most;
    }

    boolean isFull() {
        return inside >= (int) bound;
    }

    /** A request goes in; into a full room, too, if it must. */
    void enter() {
        inside++;
    }

    /**
     * A request has been answered.
     *
     * @param entered when it went in, and the present, both in {@link System#nanoTime}
     */
    void leave(long entered, long now) {
        var full = isFull();
        var crowded = 2 * inside > bound;
        inside--;
        var took = now - entered;
        if (took <= wanted) {
            bound = full ? Math.min(most, bound + 1 / bound) : bound;
        } else if (crowded && enteredUnderThisBound(entered)) {
            bound = Math.max(least, bound * Math.max(MOST_OF_A_STEP, wanted / took));
            shrunkAt = OptionalLong.of(now);
        }
    }

    private boolean enteredUnderThisBound(long entered) {
        return shrunkAt.isEmpty() || entered - shrunkAt.getAsLong() >= 0;
    }
}
