package rental.booking;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A clock that goes on by itself, and that a test can put forward. */
final class MovableClock extends Clock {
    private volatile Duration ahead = Duration.ZERO;
    private volatile Instant frozen;

    /** Goes on only when it is put forward. */
    void freeze() {
        frozen = instant();
    }

    void advance(Duration by) {
        ahead = ahead.plus(by);
        frozen = frozen == null ? null : frozen.plus(by);
    }

    void advanceTo(Instant instant) {
        ahead = Duration.between(Instant.now(), instant);
    }

    @Override
    public Instant instant() {
        var stopped = frozen;
        return stopped == null ? Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS) : stopped;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("Instants only");
    }
}
