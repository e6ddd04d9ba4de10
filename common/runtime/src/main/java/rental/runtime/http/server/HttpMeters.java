package rental.runtime.http.server;

import rental.runtime.http.contract.Operation;
import rental.runtime.http.limit.RateLimits;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;
import rental.runtime.metrics.Timed;

/** Requests by operation and answer, and those that were turned away before anybody worked on them. */
final class HttpMeters {
    /** What is counted when the client has left before its answer, as in the access log. */
    private static final String CLIENT_LEFT = "499";

    private static final String NO_OPERATION = "none";

    private final Timed requests;
    private final Counted limited;
    private final Counted shed;

    HttpMeters(Meters meters) {
        requests = meters.timed("rental.http.requests", "Requests by operation and status.", "operation", "code");
        limited = meters.counted("rental.http.limited", "Requests refused by a rate limit.", "limit");
        shed = meters.counted("rental.http.shed", "Requests refused because there were too many at once.");
    }

    void answered(Exchange exchange, boolean arrived) {
        var code = arrived ? Integer.toString(exchange.response().getStatusCode()) : CLIENT_LEFT;
        requests.took(exchange.nanos(), exchange.operation().map(Operation::id).orElse(NO_OPERATION), code);
    }

    void limited(RateLimits.Decision decision) {
        decision.quotas().stream().filter(RateLimits.Quota::isExceeded).forEach(quota -> limited.more(quota.policy()));
    }

    void shed() {
        shed.more();
    }
}
