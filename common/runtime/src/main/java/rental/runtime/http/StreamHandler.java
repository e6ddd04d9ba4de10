package rental.runtime.http;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;
import rental.contract.api.ApiRequest;
import rental.contract.api.Problem;

/** Answers an operation with a stream, after every check has passed. */
@FunctionalInterface
public interface StreamHandler {

    /**
     * Gets ready to stream.
     *
     * @return fails through an outage or a bug, as any operation does
     */
    Future<Opening> open(ApiRequest request);

    /** Whether there will be a stream. */
    sealed interface Opening {

        /** There will be none. */
        record Refused(Problem problem) implements Opening {
            public Refused {
                requireNonNull(problem);
            }
        }

        /**
         * There will be one.
         *
         * @param mediaType what it is made of
         * @param writer writes to the response, for as long as it likes. Status and headers are set. It must let go of
         *     what it holds when the response is closed, and expect the server to end it: when stopping, and when the
         *     caller's token is no longer accepted
         */
        record Ready(String mediaType, Consumer<HttpServerResponse> writer) implements Opening {
            public Ready {
                requireNonNull(mediaType);
                requireNonNull(writer);
            }
        }
    }
}
