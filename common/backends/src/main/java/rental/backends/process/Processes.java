package rental.backends.process;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends the processes of servers, and waits until they have ended: their ports and files are free then. */
public final class Processes {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private Processes() {}

    /** Asks the process to end, and kills it when it takes too long. */
    public static void stop(ProcessHandle process) {
        process.destroy();
        if (!endsWithin(process, PATIENCE)) {
            kill(process);
        }
    }

    public static void kill(ProcessHandle process) {
        process.destroyForcibly();
        endsWithin(process, PATIENCE);
    }

    /** Waits for the end. @return whether it has come */
    public static boolean endsWithin(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new BackendException("Cannot wait for process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
