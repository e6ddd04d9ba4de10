package rental.runtime.http.server.answer;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Set;

/** Lets pages of listed origins call (the Fetch standard's CORS protocol). Tokens travel in a header, so never with cookies. */
public final class CrossOrigin {
    private static final String ANY = "*";
    private static final String ORIGIN = "origin";
    private static final String REQUEST_METHOD = "access-control-request-method";
    private static final String ALLOWED_HEADERS =
            "authorization, content-type, idempotency-key, if-match, if-none-match, last-event-id, prefer, traceparent, x-request-id";
    private static final String EXPOSED_HEADERS =
            "etag, idempotency-replayed, location, ratelimit, ratelimit-policy, retry-after, traceparent, x-request-id";
    private static final String MAX_AGE = "7200";

    private final Set<String> origins;

    public CrossOrigin(List<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    public static boolean isPreflight(HttpServerRequest request) {
        return request.headers().contains(ORIGIN) && request.headers().contains(REQUEST_METHOD);
    }

    /** Allows the origin of a request to read the answer, if it is listed. */
    public void addTo(MultiMap answer, HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        answer.add("vary", ORIGIN);
        var origin = request.getHeader(ORIGIN);
        if (isAllowed(origin)) {
            answer.set("access-control-allow-origin", origins.contains(ANY) ? ANY : origin);
            answer.set("access-control-expose-headers", EXPOSED_HEADERS);
        }
    }

    /** Tells a browser that asks first what it may send. */
    public void addPreflightTo(MultiMap answer, HttpServerRequest request, String allow) {
        if (isAllowed(request.getHeader(ORIGIN))) {
            answer.set("access-control-allow-methods", allow);
            answer.set("access-control-allow-headers", ALLOWED_HEADERS);
            answer.set("access-control-max-age", MAX_AGE);
        }
    }

    private boolean isAllowed(String origin) {
        return origin != null && (origins.contains(ANY) || origins.contains(origin));
    }
}
