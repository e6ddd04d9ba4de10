package rental.booking.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import rental.contract.Window;

/** The times for which a car is kept, as numbers: those of many cars are remembered. They never overlap. */
public final class BusyTimes {
    private static final long FOR_GOOD = Long.MAX_VALUE;

    private final long[] starts;
    private final long[] ends;
    private final long[] expiries;

    /** @param busy in their order; none overlaps another */
    public BusyTimes(List<Busy> busy) {
        starts = busy.stream().mapToLong(time -> micros(time.window().from())).toArray();
        ends = busy.stream().mapToLong(time -> micros(time.window().to())).toArray();
        expiries = busy.stream()
                .mapToLong(time -> time.expiry().map(BusyTimes::micros).orElse(FOR_GOOD))
                .toArray();
    }

    /** One of them. @param expiry from when on it keeps nobody out any more; empty unless it is a hold */
    public record Busy(Window window, Optional<Instant> expiry) {}

    /** As nothing overlaps, the first that ends after the window begins is the first that can touch it. */
    boolean leaveFree(Window window, Duration turnaround, Instant now) {
        var next = firstThatEndsAfter(micros(window.from()));
        while (next < ends.length && expiries[next] <= micros(now)) {
            next++;
        }
        return next == ends.length || starts[next] >= micros(window.to().plus(turnaround));
    }

    private int firstThatEndsAfter(long moment) {
        var found = Arrays.binarySearch(ends, moment);
        return found >= 0 ? found + 1 : -found - 1;
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
