package rental.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection through a {@link FaultProxy}, with a thread for each direction. */
final class ProxiedConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ProxiedConnection.class);
    private static final int BUFFER = 16 * 1024;

    private final FaultProxy proxy;
    private final Socket client;
    private final Socket server;
    private volatile boolean lost;

    ProxiedConnection(FaultProxy proxy, Socket client, Socket server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    static void thread(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    void start() {
        thread("fault-proxy-out", () -> pass(client, server));
        thread("fault-proxy-back", () -> pass(server, client));
    }

    boolean hasLost() {
        return lost;
    }

    private void pass(Socket from, Socket to) {
        try (var in = from.getInputStream();
                var out = to.getOutputStream()) {
            copy(in, out);
        } catch (IOException e) {
            LOG.debug("A connection has ended: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void copy(InputStream in, OutputStream out) throws IOException, InterruptedException {
        var buffer = new byte[BUFFER];
        for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            var fault = proxy.fault();
            TimeUnit.NANOSECONDS.sleep(fault.delay().toNanos());
            if (fault.swallows()) {
                lost = true;
            } else {
                out.write(buffer, 0, count);
            }
        }
    }

    private void end() {
        proxy.forget(this);
        close(client);
        close(server);
    }

    /** Ends both sides at once, so that the client gets a reset and not an orderly end. */
    void reset() {
        proxy.forget(this);
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            LOG.debug("Already closed: {}", e.getMessage());
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Already closed: {}", e.getMessage());
        }
    }
}
