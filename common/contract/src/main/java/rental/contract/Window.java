package rental.contract;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time, half-open: one window may start at the instant another ends.
 *
 * @param from the first instant inside
 * @param to the first instant after it; later than {@code from}
 */
public record Window(Instant from, Instant to) {

    /** @throws IllegalArgumentException unless {@code from} is before {@code to} */
    public Window {
        requireNonNull(from);
        requireNonNull(to);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("A window ends after it starts: " + from + " – " + to);
        }
    }

    public Duration length() {
        return Duration.between(from, to);
    }

    public boolean overlaps(Window other) {
        return from.isBefore(other.to) && other.from.isBefore(to);
    }
}
