package rental.backends.process;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;

/** Waits for a server, with a word now and then, but not for ever. */
public final class Patience {
    private static final Duration STEP = Duration.ofMillis(20);
    private static final Duration WORD = Duration.ofSeconds(10);
    private static final Duration END = Duration.ofMinutes(5);

    private final String server;
    private final Logger log;
    private final Instant since = Instant.now();
    private Instant lastWord = since;

    private Patience(String server, Logger log) {
        this.server = server;
        this.log = log;
    }

    public static Patience of(String server, Logger log) {
        return new Patience(server, log);
    }

    /** Waits a moment. Fails when the end is reached, and when the thread is interrupted. */
    public void pause() {
        var now = Instant.now();
        var waited = Duration.between(since, now);
        if (waited.compareTo(END) > 0) {
            throw new BackendException(server + " has not answered for " + END.toMinutes() + " minutes");
        }
        if (Duration.between(lastWord, now).compareTo(WORD) > 0) {
            lastWord = now;
            log.info("Still waiting for {}, {} s by now", server, waited.toSeconds());
        }
        try {
            Thread.sleep(STEP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendException("Interrupted while waiting for " + server, e);
        }
    }
}
