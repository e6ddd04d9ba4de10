package rental.runtime.http.server;

import static rental.runtime.http.Answers.problem;

import java.util.Map;
import rental.contract.api.ApiResponse;
import rental.runtime.http.StreamHandler.Opening;
import rental.runtime.http.server.request.RequestHeaders;

/** Answers exchanges by streams, each of which is under way until its writer, its client or the server ends it. */
final class Streaming {
    /** In the place of an answer that writes itself. */
    static final ApiResponse UNDER_WAY = ApiResponse.empty(200);

    private final OpenStreams open;
    private final Connections connections;

    Streaming(OpenStreams open, Connections connections) {
        this.open = open;
        this.connections = connections;
    }

    /** @return {@link #UNDER_WAY}, or the whole answer where there is nothing to stream or nobody to stream to */
    ApiResponse answer(Exchange exchange, Opening opening) {
        if (opening instanceof Opening.Refused refused) {
            return problem(refused.problem());
        }
        var ready = (Opening.Ready) opening;
        var head = new ApiResponse(200, Map.of("content-type", ready.mediaType()), new byte[0]);
        if (exchange.request().method().name().equals("HEAD")
                || exchange.response().closed()) {
            return head;
        }
        begin(exchange, head, ready);
        return UNDER_WAY;
    }

    /** A stream is not compressed: what is written has to arrive at once. */
    private void begin(Exchange exchange, ApiResponse head, Opening.Ready ready) {
        var response = exchange.response();
        exchange.addHeaders(response, head);
        response.putHeader("content-encoding", "identity").setChunked(true);
        open.add(response, RequestHeaders.bearerToken(exchange.header("authorization")));
        response.endHandler(end -> ended(exchange));
        ready.writer().accept(response);
    }

    private void ended(Exchange exchange) {
        open.remove(exchange.response());
        connections.ended(exchange.request().connection());
        AccessLog.write(exchange, true);
    }
}
