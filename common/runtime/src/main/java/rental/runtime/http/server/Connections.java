package rental.runtime.http.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one event loop: bounds how many there are, and closes those that take too long over the headers of
 * a request. A client that sends a byte now and then is never idle, so the server's idle timeout does not see it.
 */
final class Connections implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final int most;
    private final long firstRequestNanos;
    private final long nextRequestNanos;
    private final Map<HttpConnection, Use> open = new IdentityHashMap<>();

    /** What is going on on a connection. */
    private static final class Use {
        private int requests;
        private boolean used;
        private long since = System.nanoTime();
    }

    /**
     * @param receive how long the first request's headers may take
     * @param idle how long those of a later one may take, counted from the answer before
     */
    Connections(int most, Duration receive, Duration idle) {
        this.most = most;
        this.firstRequestNanos = receive.toNanos();
        this.nextRequestNanos = idle.toNanos();
    }

    @Override
    public void handle(HttpConnection connection) {
        open.put(connection, new Use());
        connection.closeHandler(closed -> open.remove(connection));
        if (open.size() > most) {
            LOG.warn("Closed a connection: {} are open", open.size());
            connection.close();
        }
    }

    /**
     * Goes on as soon as the client has read enough of the answers before: what it does not read waits in our memory, and
     * the next requests may all be here already. HTTP/2 bounds by itself how many answers can wait.
     */
    static void onceRead(HttpServerRequest request, Runnable next) {
        var response = request.response();
        if (request.version() == HttpVersion.HTTP_2 || !response.writeQueueFull()) {
            next.run();
            return;
        }
        response.drainHandler(drained -> {
            response.drainHandler(null);
            next.run();
        });
    }

    /** A request's headers have arrived. */
    void began(HttpConnection connection) {
        var use = open.get(connection);
        if (use != null) {
            use.requests++;
            use.used = true;
        }
    }

    /** A request has been answered. */
    void ended(HttpConnection connection) {
        var use = open.get(connection);
        if (use != null) {
            use.requests--;
            use.since = System.nanoTime();
        }
    }

    /** Closes the connections that have been without a request for too long; to be called now and then. */
    void sweep() {
        var now = System.nanoTime();
        List.copyOf(open.entrySet()).stream()
                .filter(entry -> isOverdue(entry.getValue(), now))
                .forEach(entry -> entry.getKey().close());
    }

    private boolean isOverdue(Use use, long now) {
        return use.requests == 0 && now - use.since > (use.used ? nextRequestNanos : firstRequestNanos);
    }
}
