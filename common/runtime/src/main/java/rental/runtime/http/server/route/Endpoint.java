package rental.runtime.http.server.route;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.runtime.http.StreamHandler;
import rental.runtime.http.contract.Operation;

/** An operation and what answers it. */
public sealed interface Endpoint {
    Operation operation();

    /** Whether a request would be turned away now because too many are being answered, and so need not be looked at. */
    default boolean isFull() {
        return false;
    }

    /** Answers with one response. */
    record Answering(Operation operation, Function<ApiRequest, Future<ApiResponse>> answer, BooleanSupplier full)
            implements Endpoint {
        @Override
        public boolean isFull() {
            return full.getAsBoolean();
        }
    }

    /** Answers with a stream. */
    record Streaming(Operation operation, StreamHandler handler) implements Endpoint {}
}
