package rental.search.application;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rental.contract.event.Event;

/**
 * Knows how old the index may be: as old as the oldest fact that this node has been handed and has not written yet, else
 * as old as handing on and refreshing take, which is longer while much is handed on: for some seconds it counts as it was
 * for the last facts. Shared by the verticle instances of a node. What another node is
 * at work on, this one does not know; in an outage of the index every node is handed facts, and every one knows.
 */
public final class Freshness {
    /** A fact waits for the relay's next look, and what it changed for the index's next refresh. */
    private static final Duration USUAL = Duration.ofMillis(500);

    private static final Duration REFRESH = Duration.ofMillis(250);

    /** For as long the next facts may be as late as the last. */
    private static final Duration RECENTLY = Duration.ofSeconds(5);

    private final Clock clock;
    private final Map<String, Instant> pending = new HashMap<>();
    private final Map<String, Late> lately = new HashMap<>();

    private record Late(Duration by, Instant when) {}

    public Freshness(Clock clock) {
        this.clock = requireNonNull(clock);
    }

    /** Facts of a source are being written; until {@link #written} they count as missing. */
    public synchronized void writing(String source, List<Event> events) {
        events.stream()
                .map(Event::occurredAt)
                .min(Instant::compareTo)
                .ifPresent(oldest -> pending.merge(source, oldest, (known, now) -> known.isBefore(now) ? known : now));
    }

    public synchronized void written(String source) {
        var oldest = pending.remove(source);
        if (oldest != null) {
            var now = clock.instant();
            lately.put(source, new Late(Duration.between(oldest, now), now));
        }
    }

    /** The moment whose changes are all in the index, in whole milliseconds. */
    public synchronized Instant asOf() {
        var now = clock.instant();
        var usual = lately.values().stream()
                .filter(late -> late.when().plus(RECENTLY).isAfter(now))
                .map(late -> now.minus(late.by()).minus(REFRESH))
                .reduce(now.minus(USUAL), (one, other) -> one.isBefore(other) ? one : other);
        return Optional.of(pending.values().stream())
                .flatMap(oldest -> oldest.min(Instant::compareTo))
                .filter(oldest -> oldest.isBefore(usual))
                .orElse(usual)
                .truncatedTo(ChronoUnit.MILLIS);
    }
}
