package rental.runtime.http.server;

import io.vertx.core.http.HttpServerResponse;
import rental.contract.api.ApiRequest;

/** Answers an operation with a stream, after every check has passed. */
@FunctionalInterface
public interface StreamHandler {

    /**
     * Writes the answer, for as long as it likes. The response's common headers are set; status and content type are
     * the handler's. It must let go of what it holds when the response is closed, and end when the server ends it.
     */
    void stream(ApiRequest request, HttpServerResponse response);
}
