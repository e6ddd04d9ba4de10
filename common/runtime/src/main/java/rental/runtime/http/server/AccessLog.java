package rental.runtime.http.server;

import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.Caller;
import rental.runtime.http.contract.Operation;

/** One line for each request. The query is left out: it may hold an address or a token. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("rental.access");
    private static final int CLIENT_LEFT = 499;
    private static final int LONGEST_PATH = 200;

    private AccessLog() {}

    static void write(Exchange exchange, boolean answered) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        var response = exchange.response();
        var status = answered ? response.getStatusCode() : CLIENT_LEFT;
        LOG.info(
                "{} {} {} {}ms {}B operation={} user={} client={}",
                exchange.request().method(),
                path(exchange.request().path()),
                status,
                String.format(Locale.ROOT, "%.1f", exchange.nanos() / 1e6),
                response.bytesWritten(),
                exchange.operation().map(Operation::id).orElse("-"),
                exchange.caller().map(Caller::userId).map(Object::toString).orElse("-"),
                exchange.clientAddress());
    }

    private static String path(String path) {
        if (path == null) {
            return "-";
        }
        return path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
    }
}
