package rental.runtime.http.server.route;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is at one path: an endpoint for each method. */
public final class Resource {
    private static final String GET = "GET";
    private static final String HEAD = "HEAD";
    private static final String OPTIONS = "OPTIONS";

    private final Map<String, Endpoint> endpoints = new TreeMap<>();

    public void put(Endpoint endpoint) {
        if (endpoints.put(endpoint.operation().method(), endpoint) != null) {
            throw new IllegalStateException(
                    "Mounted twice: " + endpoint.operation().id());
        }
    }

    /** HEAD is GET whose body is not sent. */
    public Optional<Endpoint> at(String method) {
        return Optional.ofNullable(endpoints.get(method.equals(HEAD) ? GET : method));
    }

    /** The methods taken, as in {@code Allow}. */
    public String allow() {
        var methods = new TreeSet<>(endpoints.keySet());
        methods.add(OPTIONS);
        if (methods.contains(GET)) {
            methods.add(HEAD);
        }
        return String.join(", ", methods);
    }
}
