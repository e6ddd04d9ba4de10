package rental.runtime.launch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the surroundings when the JVM ends: at once while Vert.x is not up, else after it has stopped. */
final class Farewell {
    private static final Logger LOG = LoggerFactory.getLogger(Farewell.class);
    private static final long LONGEST_WAIT_SECONDS = 60;

    private volatile CompletableFuture<Void> vertxStopped = CompletableFuture.completedFuture(null);

    private Farewell() {}

    /** From now on the end of the JVM closes these. */
    static Farewell to(Surroundings.Running surroundings) {
        var farewell = new Farewell();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> farewell.close(surroundings), "farewell"));
        return farewell;
    }

    void vertxRuns() {
        vertxStopped = new CompletableFuture<>();
    }

    void vertxStopped() {
        vertxStopped.complete(null);
    }

    private void close(Surroundings.Running surroundings) {
        try {
            vertxStopped.get(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("The verticles did not stop in time", late);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        surroundings.close();
    }
}
