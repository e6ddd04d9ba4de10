package rental.testkit;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A client of the HTTP contract for tests, as itself or as somebody who has signed in. Immutable. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String base;
    private final Map<String, String> headers;

    private ApiClient(HttpClient http, String base, Map<String, String> headers) {
        this.http = http;
        this.base = base;
        this.headers = headers;
    }

    /** @param base such as {@code http://127.0.0.1:3000} */
    public static ApiClient of(String base) {
        var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new ApiClient(http, requireNonNull(base), Map.of());
    }

    /** The same client sending one more header. */
    public ApiClient with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ApiClient(http, base, more);
    }

    /** The same client signed in with an access token. */
    public ApiClient as(String accessToken) {
        return with("Authorization", "Bearer " + accessToken);
    }

    /** The same client signed in with a password. */
    public ApiClient as(String email, String password) {
        var answer = post("/auth/login", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password));
        if (answer.status() != 200) {
            throw new AssertionError(email + " cannot sign in: " + answer);
        }
        return as(answer.text("/accessToken"));
    }

    /** The same client of another server. */
    public ApiClient at(String other) {
        return new ApiClient(http, requireNonNull(other), headers);
    }

    public Answer get(String path) {
        return wait(send("GET", path, null));
    }

    /** @param body a JSON document; null for none */
    public Answer post(String path, String body) {
        return wait(send("POST", path, body));
    }

    public Answer patch(String path, String body) {
        return wait(send("PATCH", path, body));
    }

    public Answer put(String path, String body) {
        return wait(send("PUT", path, body));
    }

    public Answer delete(String path) {
        return wait(send("DELETE", path, null));
    }

    /** Sends without waiting, for races. */
    public CompletableFuture<Answer> send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(PATIENCE);
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
    }

    private static Answer wait(CompletableFuture<Answer> answer) {
        return answer.join();
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** The body as JSON; a missing node when there is none. */
        public JsonNode json() {
            try {
                return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
        }

        /** A member of the body by its JSON pointer, as text. */
        public String text(String pointer) {
            return json().at(pointer).asText();
        }

        @Override
        public String toString() {
            return status() + " " + response.body();
        }
    }
}
