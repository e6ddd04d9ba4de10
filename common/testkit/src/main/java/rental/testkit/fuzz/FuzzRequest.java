package rental.testkit.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A request that chance has made.
 *
 * @param operation the operation it is meant for
 * @param target the request target as it is sent
 * @param headers lines of the form {@code name: value}
 * @param body empty for none
 */
public record FuzzRequest(String operation, String method, String target, List<String> headers, byte[] body) {
    public FuzzRequest {
        headers = List.copyOf(headers);
    }

    @Override
    public String toString() {
        return method + " " + target + " " + headers + " " + new String(body, StandardCharsets.UTF_8);
    }
}
