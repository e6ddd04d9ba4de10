package rental.runtime.http.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import rental.contract.api.Problem;
import rental.runtime.http.server.answer.Refusals;

/** Answers what could not be read as HTTP with a problem too, and closes the connection. */
record InvalidRequests(ApiRouter router) implements Handler<HttpServerRequest> {

    @Override
    public void handle(HttpServerRequest request) {
        router.refuse(request, problemOf(request.decoderResult().cause()));
    }

    private static Problem problemOf(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return Refusals.URI_TOO_LONG;
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return Refusals.HEADERS_TOO_LARGE;
        }
        return Refusals.MALFORMED;
    }
}
