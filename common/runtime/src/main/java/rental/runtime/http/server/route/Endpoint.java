package rental.runtime.http.server.route;

import io.vertx.core.Future;
import java.util.function.Function;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.StreamHandler;
import rental.runtime.http.contract.Operation;

/** An operation and what answers it. */
public sealed interface Endpoint {
    Operation operation();

    /** Answers with one response. */
    record Answering(Operation operation, Function<ApiRequest, Future<ApiResponse>> answer) implements Endpoint {}

    /** Answers with a stream. */
    record Streaming(Operation operation, StreamHandler handler) implements Endpoint {}
}
