package rental.runtime.outage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Tells of an outage in a few lines, however many requests it costs: one when it begins, with its cause, one in ten
 * seconds while it lasts, and one when it is over, with how many requests it has cost. For all threads.
 *
 * <p>It is over when a request is answered and none has been refused for five seconds: where one of several nodes is
 * away, those that the others answer say nothing of that one.
 */
public final class OutageLog {
    private static final Map<String, OutageLog> OF_PROCESS = new ConcurrentHashMap<>();
    private static final long BETWEEN_LINES = Duration.ofSeconds(10).toNanos();
    private static final long WITHOUT_REFUSAL = Duration.ofSeconds(5).toNanos();

    private final Logger log;
    private final String what;
    private final LongSupplier nanoTime;
    private volatile boolean lasts;
    private long refused;
    private long begun;
    private long toldAt;
    private long refusedAt;

    OutageLog(Logger log, String what, LongSupplier nanoTime) {
        this.log = requireNonNull(log);
        this.what = requireNonNull(what);
        this.nanoTime = requireNonNull(nanoTime);
    }

    /**
     * The one log that the process has of an outage, for its event loops together.
     *
     * @param what goes wrong, as a sentence without its full stop
     */
    public static OutageLog of(Logger log, String what) {
        return OF_PROCESS.computeIfAbsent(what, first -> new OutageLog(log, first, System::nanoTime));
    }

    /** A request could not be answered, for a reason that is told by a word. */
    public void refused(String cause) {
        if (isDue()) {
            log.warn("{}: {}", soFar(), cause);
        }
    }

    /** A request could not be answered, perhaps by a fault of ours: told with all that helps to find it. */
    public void failed(Throwable fault) {
        if (isDue()) {
            log.error("{}", soFar(), fault);
        }
    }

    /** Counts one, of which nothing may have to be told. */
    private synchronized boolean isDue() {
        var now = nanoTime.getAsLong();
        refused = lasts ? refused + 1 : 1;
        refusedAt = now;
        begun = lasts ? begun : now;
        var due = !lasts || now - toldAt >= BETWEEN_LINES;
        toldAt = due ? now : toldAt;
        lasts = true;
        return due;
    }

    private synchronized String soFar() {
        return refused == 1 ? what : "%s, %d times in %d s by now".formatted(what, refused, seconds(refusedAt - begun));
    }

    /** A request of the same kind was answered. Costs next to nothing while all is well. */
    public void answered() {
        if (lasts) {
            endIfOver();
        }
    }

    private synchronized void endIfOver() {
        if (lasts && nanoTime.getAsLong() - refusedAt >= WITHOUT_REFUSAL) {
            lasts = false;
            log.info("Over: {}, {} times in {} s", what, refused, seconds(refusedAt - begun));
        }
    }

    private static long seconds(long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }
}
