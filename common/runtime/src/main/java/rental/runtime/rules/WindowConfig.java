package rental.runtime.rules;

import java.time.Duration;
import rental.contract.booking.WindowRules;
import rental.runtime.config.Setting;

/** Which windows can be booked; each service that judges them must be given the same. */
public record WindowConfig(
        @Setting(name = "BOOKING_SHORTEST", fallback = "1h", min = "1m", max = "90d", meaning = "The shortest rental.")
        Duration shortest,

        @Setting(name = "BOOKING_LONGEST", fallback = "90d", min = "1h", max = "365d", meaning = "The longest rental.")
        Duration longest,

        @Setting(
                name = "BOOKING_YEARS_AHEAD",
                fallback = "2",
                min = "1",
                max = "20",
                meaning = "How many years ahead a pick-up may lie.")
        int yearsAhead) {

    public WindowConfig {
        if (shortest.compareTo(longest) > 0) {
            throw new IllegalArgumentException("the shortest rental must not be longer than the longest");
        }
    }

    public WindowRules rules() {
        return new WindowRules(shortest, longest, yearsAhead);
    }
}
