package rental.backends.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one server running: when its process ends without having been asked to, it is started again: at once if it had run
 * for long, else with growing pauses for as long as it keeps dying.
 */
public final class Supervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMinutes(1);

    /** How a server is started and stopped. */
    public interface Server {
        String name();

        /** Blocks until the server answers. Interrupted, it leaves no process behind. */
        ProcessHandle start();

        /** Blocks until the server has ended, cleanly if it can. */
        void stop(ProcessHandle process);
    }

    private final Server server;
    private final Thread watch;
    private volatile ProcessHandle process;
    private volatile boolean closing;

    private Supervisor(Server server) {
        this.server = server;
        this.process = server.start();
        this.watch = new Thread(this::watch, "watch-" + server.name().toLowerCase(Locale.ROOT));
        watch.setDaemon(true);
    }

    /** Starts the server and, from when it answers, watches over it. */
    public static Supervisor start(Server server) {
        var supervisor = new Supervisor(server);
        supervisor.watch.start();
        return supervisor;
    }

    /** The process that runs the server at this moment. */
    public ProcessHandle process() {
        return process;
    }

    private void watch() {
        var pause = Duration.ZERO;
        while (!closing) {
            var since = Instant.now();
            process.onExit().join();
            if (closing) {
                return;
            }
            var ran = Duration.between(since, Instant.now());
            pause = ran.compareTo(STEADY) > 0 ? Duration.ZERO : longer(pause);
            LOG.error("{} (process {}) has ended unexpectedly", server.name(), process.pid());
            startAgain(pause);
        }
    }

    private void startAgain(Duration firstPause) {
        var pause = firstPause;
        while (!closing) {
            try {
                Thread.sleep(pause.toMillis());
                LOG.info("Starting {} again", server.name());
                process = server.start();
                LOG.info("{} is back (process {})", server.name(), process.pid());
                return;
            } catch (InterruptedException e) {
                // Only close() interrupts, and it ends the loop.
                return;
            } catch (RuntimeException e) {
                pause = longer(pause);
                if (!closing) {
                    LOG.error("{} does not start; next try in {} s", server.name(), pause.toSeconds(), e);
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        if (pause.isZero()) {
            return Duration.ofSeconds(1);
        }
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    @Override
    public void close() {
        closing = true;
        watch.interrupt();
        try {
            // A start under way gives up when interrupted; a watch for an exit ends by the stop below.
            if (!process.isAlive()) {
                watch.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (process.isAlive()) {
            server.stop(process);
        }
    }
}
