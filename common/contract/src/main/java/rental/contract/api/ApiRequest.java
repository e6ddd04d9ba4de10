package rental.contract.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One HTTP request on its way to the service that answers it. The edge has checked it against the contract: the caller
 * has a sufficient role, and path, query, headers and body have the form that the contract gives them.
 *
 * @param operation the contract's {@code operationId}
 * @param caller who asks; empty for an anonymous request to a public operation
 * @param clientAddress the address the request came from, behind trusted proxies the forwarded one
 * @param path path parameters by name
 * @param query query parameters by name, in the order given
 * @param headers the headers that the contract knows for the operation, names in lower case
 * @param body the JSON document that was sent; empty when there was none
 */
public record ApiRequest(
        String operation,
        Optional<Caller> caller,
        String clientAddress,
        Map<String, String> path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body) {

    public ApiRequest {
        requireNonNull(operation);
        requireNonNull(caller);
        requireNonNull(clientAddress);
        requireNonNull(path);
        requireNonNull(query);
        requireNonNull(headers);
        requireNonNull(body);
    }

    /** The signed-in caller. @throws IllegalStateException for an operation that is public in the contract */
    public Caller signedIn() {
        return caller.orElseThrow(() -> new IllegalStateException(operation + " has no signed-in caller"));
    }

    /** A path parameter that the contract declares as a UUID. */
    public UUID id(String name) {
        return UUID.fromString(path.get(name));
    }

    public Optional<String> query(String name) {
        return all(name).stream().findFirst();
    }

    /** All values of a query parameter that may repeat. */
    public List<String> all(String name) {
        return query.getOrDefault(name, List.of());
    }

    /** A header by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public boolean hasBody() {
        return body.length > 0;
    }
}
