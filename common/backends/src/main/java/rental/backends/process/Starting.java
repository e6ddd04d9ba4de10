package rental.backends.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers on their way up, side by side. Until all of them are there, they belong to this: a failure of one, or a Ctrl-C, stops
 * the others too, also one that is not up yet.
 */
public final class Starting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Starting.class);

    private final List<CompletableFuture<? extends AutoCloseable>> servers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Thread onExit = new Thread(this::stop, "stop-backends");
    private boolean succeeded;

    public Starting() {
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    public <T extends AutoCloseable> CompletableFuture<T> begin(String name, Supplier<T> start) {
        Executor ownThread = task -> {
            var thread = new Thread(task, "start-" + name);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        };
        var server = CompletableFuture.supplyAsync(start, ownThread);
        servers.add(server);
        return server;
    }

    /** From now on the servers belong to the caller. */
    public void succeeded() {
        succeeded = true;
    }

    @Override
    public void close() {
        if (isJvmEnding()) {
            throw new BackendException("Stopped while starting");
        }
        if (!succeeded) {
            stop();
        }
    }

    private boolean isJvmEnding() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
            return false;
        } catch (IllegalStateException e) {
            // The hook is running, or has run: it has stopped everything.
            return true;
        }
    }

    private void stop() {
        threads.forEach(Thread::interrupt);
        servers.forEach(server -> server.handle((started, failure) -> {
                    if (started != null) {
                        close(started);
                    }
                    return null;
                })
                .join());
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            LOG.warn("A backend does not stop", e);
        }
    }
}
