package rental.runtime.http.server.request;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import rental.runtime.bus.RequestContext;

/** The headers that the edge itself understands. */
public final class RequestHeaders {
    private static final int LONGEST_REQUEST_ID = 128;
    private static final int TRACEPARENT_LENGTH = 55;
    private static final String BEARER = "bearer ";

    private RequestHeaders() {}

    /** Whether it is clear what host was asked, as HTTP/1.1 demands (RFC 9112, section 3.2): proxies must not differ from us. */
    public static boolean namesOneHost(HttpServerRequest request) {
        return request.version() != HttpVersion.HTTP_1_1
                || request.headers().getAll(HttpHeaders.HOST).size() == 1;
    }

    /** The client's request id, if it is one; otherwise a new one. */
    public static String requestId(HttpServerRequest request) {
        var sent = request.getHeader("x-request-id");
        return sent != null && isRequestId(sent) ? sent : RequestContext.newRequestId();
    }

    /** The W3C trace context, if it is one. */
    public static Optional<String> traceparent(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader("traceparent")).filter(RequestHeaders::isTraceparent);
    }

    /** The token of a single {@code Authorization: Bearer}; two such headers prove nothing. */
    public static Optional<String> bearerToken(List<String> authorization) {
        if (authorization.size() != 1) {
            return Optional.empty();
        }
        var value = authorization.get(0);
        if (!value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.empty();
        }
        return Optional.of(value.substring(BEARER.length()).strip()).filter(token -> !token.isEmpty());
    }

    private static boolean isRequestId(String text) {
        if (text.isEmpty() || text.length() > LONGEST_REQUEST_ID) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** {@code 00-TRACE-PARENT-FLAGS} in lower-case hexadecimal digits. */
    private static boolean isTraceparent(String text) {
        if (text.length() != TRACEPARENT_LENGTH) {
            return false;
        }
        for (var i = 0; i < TRACEPARENT_LENGTH; i++) {
            var c = text.charAt(i);
            var dash = i == 2 || i == 35 || i == 52;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
