package rental.runtime.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How often something may happen: {@code 100/15m}, or {@code off} for no limit.
 *
 * @param limit how many times; zero when there is no limit
 * @param period in which time
 */
public record Rate(int limit, Duration period) {
    public static final Rate OFF = new Rate(0, Duration.ZERO);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,6}[smhd])");

    public Rate {
        requireNonNull(period);
    }

    /** @throws IllegalArgumentException with a clause that says what is expected */
    public static Rate parse(String text) {
        if (text.equalsIgnoreCase("off")) {
            return OFF;
        }
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw Values.expected("off or a rate such as 100/15m", text);
        }
        var rate = new Rate(Integer.parseInt(parts.group(1)), Values.duration(parts.group(2)));
        if (rate.limit < 1 || rate.period.isZero()) {
            throw Values.expected("a rate of at least one in a period longer than zero", text);
        }
        return rate;
    }

    /** This rate; empty when there is no limit. */
    public Optional<Rate> limited() {
        return Optional.of(this).filter(rate -> rate.limit > 0);
    }

    @Override
    public String toString() {
        return limit == 0 ? "off" : limit + "/" + period.toSeconds() + "s";
    }
}
