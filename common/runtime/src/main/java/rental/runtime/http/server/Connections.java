package rental.runtime.http.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bounds how many connections one server holds: the newest goes when there are too many. */
final class Connections implements Handler<HttpConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final int most;
    private int open;

    Connections(int most) {
        this.most = most;
    }

    @Override
    public void handle(HttpConnection connection) {
        open++;
        connection.closeHandler(closed -> open--);
        if (open > most) {
            LOG.warn("Closed a connection: {} are open", open);
            connection.close();
        }
    }
}
