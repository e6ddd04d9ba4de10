package rental.runtime.http.server;

import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.Caller;
import rental.runtime.http.contract.Operation;

/** One line for each request. The query is left out: it may hold an address or a token. */
final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("rental.access");
    private static final int CLIENT_LEFT = 499;
    private static final int LONGEST = 200;
    private static final long NANOS_A_TENTH = 100_000;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}|[^\\x20-\\x7e…]");

    private AccessLog() {}

    static void write(Exchange exchange, boolean answered) {
        if (!LOG.isInfoEnabled()) {
            return;
        }
        var response = exchange.response();
        var status = answered ? response.getStatusCode() : CLIENT_LEFT;
        LOG.info(
                "{} {} {} {}ms {}B operation={} user={} client={}",
                printable(exchange.request().method().name()),
                printable(exchange.request().path()),
                status,
                millis(exchange.nanos()),
                response.bytesWritten(),
                exchange.operation().map(Operation::id).orElse("-"),
                exchange.caller().map(Caller::userId).map(Object::toString).orElse("-"),
                exchange.clientAddress());
    }

    /** With one digit after the point. */
    private static String millis(long nanos) {
        var tenths = (nanos + NANOS_A_TENTH / 2) / NANOS_A_TENTH;
        return tenths / 10 + "." + tenths % 10;
    }

    /** Cut to a bearable length, and without what could make a line look like two or move a terminal's cursor. */
    private static String printable(String sent) {
        if (sent == null) {
            return "-";
        }
        var bounded = sent.length() <= LONGEST ? sent : sent.substring(0, LONGEST) + "…";
        return isPrintable(bounded) ? bounded : UNPRINTABLE.matcher(bounded).replaceAll("?");
    }

    /** So is nearly everything that is asked for; a pattern would cost more than the rest of the line. */
    private static boolean isPrintable(String text) {
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
