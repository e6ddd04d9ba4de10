package rental.runtime.http.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.http.server.request.ClientAddress;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;

/**
 * The connections of one event loop: bounds how many there are and how many of them one address has, trusted proxies
 * excepted, and closes those that take too long over the headers of a request. A client that sends a byte now and then is
 * never idle, so the server's idle timeout does not see it.
 */
final class Connections implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final int most;
    private final int mostOfAddress;
    private final ClientAddress addresses;
    private final long firstRequestNanos;
    private final long nextRequestNanos;
    private final Map<HttpConnection, Use> open = new IdentityHashMap<>();
    private final Map<String, Integer> ofAddress = new HashMap<>();
    private final Counted refusals = Meters.ofProcess()
            .counted("rental.http.connections.refused", "Connections closed at once because there were too many.");
    private int refused;

    /** What is going on on a connection. */
    private static final class Use {
        private int requests;
        private boolean used;
        private long since = System.nanoTime();
    }

    Connections(HttpConfig config) {
        this.most = config.maxConnections();
        this.mostOfAddress = config.maxConnectionsOfAddress();
        this.addresses = new ClientAddress(config.trustedProxies());
        this.firstRequestNanos = config.receiveTimeout().toNanos();
        this.nextRequestNanos = config.idleTimeout().toNanos();
    }

    @Override
    public void handle(HttpConnection connection) {
        var client = addresses.direct(connection.remoteAddress());
        var ofClient =
                client.map(address -> ofAddress.merge(address, 1, Integer::sum)).orElse(0);
        open.put(connection, new Use());
        connection.closeHandler(closed -> {
            open.remove(connection);
            client.ifPresent(address -> ofAddress.merge(address, -1, Connections::added));
        });
        if (open.size() > most || ofClient > mostOfAddress) {
            refused++;
            refusals.more();
            connection.close();
        }
    }

    /** Nothing, which takes the address out, where none is left. */
    private static Integer added(Integer count, Integer more) {
        return count + more == 0 ? null : count + more;
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
        tell();
        var now = System.nanoTime();
        List.copyOf(open.entrySet()).stream()
                .filter(entry -> isOverdue(entry.getValue(), now))
                .forEach(entry -> entry.getKey().close());
    }

    /** Once for all, however many try. */
    private void tell() {
        if (refused > 0) {
            LOG.warn("Closed {} connections at once; {} are open", refused, open.size());
            refused = 0;
        }
    }

    private boolean isOverdue(Use use, long now) {
        return use.requests == 0 && now - use.since > (use.used ? nextRequestNanos : firstRequestNanos);
    }
}
