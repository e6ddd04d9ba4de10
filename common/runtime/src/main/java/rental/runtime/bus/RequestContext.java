package rental.runtime.bus;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.spi.context.storage.AccessMode;
import io.vertx.core.spi.context.storage.ContextLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import rental.contract.Ids;

/**
 * What goes along with one request through every service that works for it: written to each log line, passed on over
 * the bus, and the reason to stop when nobody waits any more.
 *
 * @param requestId the client's {@code X-Request-Id}, or one made at the edge
 * @param traceparent the W3C trace context that came with the request
 * @param deadline when the caller stops waiting
 */
public record RequestContext(String requestId, Optional<String> traceparent, Instant deadline) {
    private static final ContextLocal<RequestContext> CURRENT = ContextLocal.registerLocal(RequestContext.class);

    public RequestContext {
        requireNonNull(requestId);
        requireNonNull(traceparent);
        requireNonNull(deadline);
    }

    /** A context of its own, for work that no request asked for. */
    public static RequestContext internal(Duration patience) {
        return new RequestContext(
                newRequestId(), Optional.empty(), Instant.now().plus(patience));
    }

    public static String newRequestId() {
        return Ids.next().toString();
    }

    /** The context of the request that the running code works for. */
    public static Optional<RequestContext> current() {
        return of(Vertx.currentContext());
    }

    static Optional<RequestContext> of(Context context) {
        return Optional.ofNullable(context == null ? null : CURRENT.get(context, AccessMode.CONCURRENT));
    }

    /** Makes this the context of the request that the running code works for; needs a duplicated Vert.x context. */
    public void enter() {
        CURRENT.put(Vertx.currentContext(), AccessMode.CONCURRENT, this);
    }

    /** How long the caller still waits; zero when it has left. */
    public Duration remaining() {
        var left = Duration.between(Instant.now(), deadline);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Forces the registration of the context's slot, which must happen before Vert.x starts. */
    static void register() {}
}
