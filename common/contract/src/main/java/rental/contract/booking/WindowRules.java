package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Which windows can be booked. Every service that is asked about a window judges it by these rules, so that none offers
 * what another refuses.
 *
 * @param shortest a rental
 * @param longest a rental
 * @param yearsAhead how far ahead a pick-up may lie
 */
public record WindowRules(Duration shortest, Duration longest, int yearsAhead) {

    /** What is wrong with a window. @param field the time at fault: {@code pickupTime} or {@code dropoffTime} */
    public record Fault(String field, String detail) {}

    public WindowRules {
        requireNonNull(shortest);
        requireNonNull(longest);
    }

    /** The faults of a window that someone asks for at a moment; none when it can be booked. */
    public List<Fault> faults(Instant pickup, Instant dropoff, Instant now) {
        var faults = new ArrayList<Fault>();
        if (!pickup.isAfter(now)) {
            faults.add(new Fault("pickupTime", "must be in the future"));
        }
        if (pickup.isAfter(now.atZone(ZoneOffset.UTC).plusYears(yearsAhead).toInstant())) {
            faults.add(new Fault("pickupTime", "must be at most " + yearsAhead + " years ahead"));
        }
        faults.addAll(lengthFaults(pickup, dropoff));
        return faults;
    }

    /** The faults of a window that has begun and is to end at another time. */
    public List<Fault> faultsOfEnd(Instant pickup, Instant dropoff, Instant now) {
        var faults = new ArrayList<>(lengthFaults(pickup, dropoff));
        if (faults.isEmpty() && !dropoff.isAfter(now)) {
            faults.add(new Fault("dropoffTime", "must be in the future"));
        }
        return faults;
    }

    private List<Fault> lengthFaults(Instant pickup, Instant dropoff) {
        if (!dropoff.isAfter(pickup)) {
            return List.of(new Fault("dropoffTime", "must be after pickupTime"));
        }
        var length = Duration.between(pickup, dropoff);
        if (length.compareTo(shortest) < 0) {
            return List.of(new Fault("dropoffTime", "must be at least " + words(shortest) + " after pickupTime"));
        }
        if (length.compareTo(longest) > 0) {
            return List.of(new Fault("dropoffTime", "must be at most " + words(longest) + " after pickupTime"));
        }
        return List.of();
    }

    private static String words(Duration duration) {
        return duration.toHours() % 24 == 0 ? duration.toDays() + " days" : duration.toMinutes() + " minutes";
    }
}
