package rental.runtime.http.server;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import rental.runtime.security.TokenVerifier;
import rental.runtime.security.Verification;

/**
 * The streams that are open on one event loop. A stream lasts longer than the moment its caller was let in: the token is
 * looked at again and again, and a stream ends with it.
 */
final class OpenStreams {
    private final TokenVerifier tokens;
    private final Map<HttpServerResponse, Optional<String>> streams = new HashMap<>();

    OpenStreams(TokenVerifier tokens) {
        this.tokens = tokens;
    }

    /** @param token the caller's; empty for an anonymous one */
    void add(HttpServerResponse response, Optional<String> token) {
        streams.put(response, token);
    }

    void remove(HttpServerResponse response) {
        streams.remove(response);
    }

    /** Ends all, so that their clients connect again elsewhere. */
    void end() {
        Map.copyOf(streams).keySet().forEach(OpenStreams::end);
    }

    /** Ends those whose token is no longer accepted. While tokens can't be verified, none is ended. */
    void check() {
        Map.copyOf(streams)
                .forEach((response, token) ->
                        token.ifPresent(sent -> tokens.verify(sent).onSuccess(verification -> {
                            if (verification instanceof Verification.Refused) {
                                end(response);
                            }
                        })));
    }

    private static void end(HttpServerResponse response) {
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
