package rental.runtime.http.contract;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import rental.contract.api.Role;

/**
 * One operation of the contract.
 *
 * @param id the {@code operationId}
 * @param service the service that answers it
 * @param method in upper case
 * @param path the template, such as {@code /cars/{id}}
 * @param role what the caller needs; empty for a public operation
 * @param limit which rate limits count it
 * @param pathParameters checks by name
 * @param query checks by name
 * @param headers checks by name, in lower case
 * @param body what body it takes; empty for none
 * @param produces the media types of its answers other than problems; empty when its answers have no body
 */
public record Operation(
        String id,
        String service,
        String method,
        String path,
        Optional<Role> role,
        Limit limit,
        Map<String, Parameter> pathParameters,
        Map<String, Parameter> query,
        Map<String, Parameter> headers,
        Optional<Body> body,
        List<String> produces) {

    public Operation {
        requireNonNull(id);
        requireNonNull(service);
        requireNonNull(role);
        pathParameters = Map.copyOf(pathParameters);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        produces = List.copyOf(produces);
    }

    /**
     * A body that an operation takes.
     *
     * @param mediaTypes each with the schema of its documents
     */
    public record Body(boolean required, Map<String, Schema> mediaTypes) {
        public Body {
            mediaTypes = Map.copyOf(mediaTypes);
        }

        public Set<String> accepted() {
            return mediaTypes.keySet();
        }
    }

    /** Whether it answers with a stream of events, for as long as the client listens. */
    public boolean isStream() {
        return produces.contains("text/event-stream");
    }

    public boolean isPublic() {
        return role.isEmpty();
    }
}
