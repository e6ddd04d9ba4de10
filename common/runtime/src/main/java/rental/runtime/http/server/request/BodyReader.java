package rental.runtime.http.server.request;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import rental.contract.api.Problem;
import rental.runtime.http.server.answer.Refusals;

/**
 * Receives bodies, up to a size, within a time, and no more of them at once than there is room for. A request whose body nobody has asked for yet is paused; once it is
 * answered the rest of the body is thrown away, up to a bound, because a connection closed under a client that still
 * sends would take the answer away from it.
 */
public final class BodyReader {
    static final int MOST_BYTES = 1024 * 1024;
    private static final long MOST_DISCARDED = 16L * MOST_BYTES;
    private static final byte[] NOTHING = {};

    private final Vertx vertx;
    private final Duration patience;
    private final BodyMemory memory;

    /** What came of receiving a body. */
    public sealed interface Received {}

    /** To be {@link #letGo let go} once it has been answered. */
    public record Complete(byte[] bytes) implements Received {}

    public record Refused(Problem problem) implements Received {}

    /** @param most bytes of all bodies that are held at once; small ones are always let in */
    public BodyReader(Vertx vertx, Duration patience, long most) {
        this.vertx = vertx;
        this.patience = patience;
        this.memory = new BodyMemory(most);
    }

    /** Whether the request has a body that is still to come. */
    public static boolean isExpected(HttpServerRequest request) {
        var length = request.getHeader("content-length");
        if (length != null) {
            return !length.equals("0");
        }
        return request.headers().contains("transfer-encoding")
                || (request.version() == HttpVersion.HTTP_2 && !request.isEnded());
    }

    /** Receives the body of a paused request. */
    public Future<Received> read(HttpServerRequest request) {
        if (!isExpected(request)) {
            return Future.succeededFuture(new Complete(NOTHING));
        }
        if (declaredLength(request) > MOST_BYTES) {
            return Future.succeededFuture(new Refused(Refusals.TOO_LARGE));
        }
        if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))) {
            request.response().writeContinue();
        }
        var promise = Promise.<Received>promise();
        var timer = vertx.setTimer(patience.toMillis(), id -> promise.tryComplete(new Refused(Refusals.TOO_SLOW)));
        collect(request, promise);
        return promise.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** Nobody works with the body any more. */
    public void letGo(Complete body) {
        memory.letGo(body.bytes().length);
    }

    /** Throws away a body that the answer did not need. */
    public void discard(HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        var left = new long[] {MOST_DISCARDED};
        var timer =
                vertx.setTimer(patience.toMillis(), id -> request.connection().close());
        request.exceptionHandler(gone -> vertx.cancelTimer(timer));
        request.endHandler(end -> vertx.cancelTimer(timer));
        request.handler(chunk -> {
            left[0] -= chunk.length();
            if (left[0] < 0) {
                request.connection().close();
            }
        });
        request.resume();
    }

    private void collect(HttpServerRequest request, Promise<Received> promise) {
        var body = Buffer.buffer();
        request.handler(chunk -> {
            if (promise.future().isComplete()) {
                return;
            }
            if (body.length() + chunk.length() > MOST_BYTES) {
                promise.tryComplete(new Refused(Refusals.TOO_LARGE));
            } else if (memory.take(body.length(), chunk.length())) {
                body.appendBuffer(chunk);
            } else {
                promise.tryComplete(new Refused(Refusals.OVERLOADED));
            }
        });
        // Chunks that are none, or a client that has left: no fault of ours.
        request.exceptionHandler(broken -> promise.tryComplete(new Refused(Refusals.MALFORMED)));
        request.endHandler(end -> promise.tryComplete(new Complete(body.getBytes())));
        promise.future().onSuccess(received -> {
            if (received instanceof Refused) {
                memory.letGo(body.length());
            }
        });
        request.resume();
    }

    private static long declaredLength(HttpServerRequest request) {
        var length = request.getHeader("content-length");
        try {
            return length == null ? 0 : Long.parseLong(length.strip());
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
