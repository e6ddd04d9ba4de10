package rental.contract.api;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A service's answer to an {@link ApiRequest}, ready to be written out.
 *
 * @param status the HTTP status
 * @param headers response headers besides length and date; {@code content-type} when there is a body
 * @param body the bytes of the body; empty for none
 */
public record ApiResponse(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] NO_BODY = {};

    public ApiResponse {
        requireNonNull(headers);
        requireNonNull(body);
    }

    public static ApiResponse empty(int status) {
        return new ApiResponse(status, Map.of(), NO_BODY);
    }
}
