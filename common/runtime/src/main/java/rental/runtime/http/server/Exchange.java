package rental.runtime.http.server;

import io.netty.buffer.Unpooled;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Problem;
import rental.runtime.bus.RequestContext;
import rental.runtime.http.Answers;
import rental.runtime.http.contract.Operation;
import rental.runtime.http.limit.RateLimitHeaders;
import rental.runtime.http.limit.RateLimits;
import rental.runtime.http.server.answer.LastingBodies;
import rental.runtime.http.server.request.ClientAddress;

/** One request on its way through the checks, and the one place where its answer is written. */
final class Exchange {
    private static final String NO_STORE = "no-store";
    private static final String REVALIDATE = "no-cache";
    private static final int NOT_MODIFIED = 304;
    private static final int NO_CONTENT = 204;

    private final HttpServerRequest request;
    private final RequestContext context;
    private final Optional<String> traceparent;
    private final String clientAddress;
    private final long startedAt = System.nanoTime();
    private Operation operation;
    private Map<String, String> pathParameters = Map.of();
    private Optional<Caller> caller = Optional.empty();
    private boolean tokenSent;
    private RateLimits.Decision limits = RateLimits.Decision.UNLIMITED;

    /** @param traceparent told in the answer: the one that was sent, else the one of our own span */
    Exchange(HttpServerRequest request, RequestContext context, Optional<String> traceparent, String clientAddress) {
        this.request = request;
        this.context = context;
        this.traceparent = traceparent;
        this.clientAddress = clientAddress;
    }

    void matched(Operation found, Map<String, String> parameters) {
        operation = found;
        pathParameters = parameters;
    }

    void identified(boolean withToken, Optional<Caller> who) {
        tokenSent = withToken;
        caller = who;
    }

    void counted(RateLimits.Decision decision) {
        limits = decision;
    }

    /** Who is counted against limits: the signed-in user, else the address. */
    String client() {
        return caller.map(user -> "user:" + user.userId()).orElseGet(() -> ClientAddress.group(clientAddress));
    }

    /** Writes the answer. @return false when the client has left */
    boolean write(ApiResponse answer, LastingBodies lasting) {
        var response = response();
        if (response.closed() || response.ended()) {
            return false;
        }
        response.setStatusCode(answer.status());
        addHeaders(response, answer);
        var plain = Problem.MEDIA_TYPE.equals(answer.headers().get("content-type"))
                ? Answers.complete(answer.body(), request.path(), context.requestId())
                : answer.body();
        var body = lasting.encode(plain, operation(), request);
        if (answer.status() == NO_CONTENT || answer.status() == NOT_MODIFIED) {
            response.end();
        } else if (request.method().name().equals("HEAD")) {
            response.putHeader("content-length", Integer.toString(body.length));
            response.end();
        } else {
            // Not copied: of a body that is always the same, such as a page, many may be on their way at once.
            response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(body)));
        }
        return true;
    }

    /** Sets the headers that depend on the request. */
    void addHeaders(HttpServerResponse response, ApiResponse answer) {
        var headers = response.headers();
        answer.headers().forEach(headers::set);
        headers.set("x-request-id", context.requestId());
        traceparent.ifPresent(parent -> headers.set("traceparent", parent));
        if (!headers.contains("cache-control")) {
            headers.set("cache-control", operation == null || isPrivate() ? NO_STORE : REVALIDATE);
        }
        if (!limits.quotas().isEmpty()) {
            headers.set("ratelimit-policy", RateLimitHeaders.policies(limits.quotas()));
            headers.set("ratelimit", RateLimitHeaders.states(limits.quotas()));
        }
    }

    private boolean isPrivate() {
        return !operation.isPublic() || !operation.method().equals("GET");
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    RequestContext context() {
        return context;
    }

    String clientAddress() {
        return clientAddress;
    }

    Optional<Operation> operation() {
        return Optional.ofNullable(operation);
    }

    /** That is to answer; empty when there is none. */
    String service() {
        return operation == null ? "" : operation.service();
    }

    Map<String, String> pathParameters() {
        return pathParameters;
    }

    Optional<Caller> caller() {
        return caller;
    }

    boolean tokenSent() {
        return tokenSent;
    }

    long nanos() {
        return System.nanoTime() - startedAt;
    }

    List<String> header(String name) {
        return request.headers().getAll(name);
    }
}
