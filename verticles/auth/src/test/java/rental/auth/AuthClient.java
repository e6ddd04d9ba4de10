package rental.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A client of the auth service, over HTTP. */
final class AuthClient {
    static final String PASSWORD = "Correct4horse";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port;
    private final String token;
    private final String address;

    AuthClient(int port) {
        this(port, "", "198.51.100.7");
    }

    private AuthClient(int port, String token, String address) {
        this.port = port;
        this.token = token;
        this.address = address;
    }

    /** An answer. */
    record Answer(int status, HttpHeaders headers, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }

        String code() {
            return json().getString("code");
        }

        String accessToken() {
            return json().getString("accessToken");
        }

        String refreshToken() {
            return json().getString("refreshToken");
        }

        JsonObject user() {
            return json().getJsonObject("user");
        }

        JsonArray items() {
            return json().getJsonArray("items");
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    AuthClient as(String accessToken) {
        return new AuthClient(port, accessToken, address);
    }

    AuthClient as(Answer signedIn) {
        return as(signedIn.accessToken());
    }

    AuthClient from(String otherAddress) {
        return new AuthClient(port, token, otherAddress);
    }

    Answer signUp(String email) {
        return post("/auth/signup", credentials(email, PASSWORD));
    }

    Answer logIn(String email) {
        return logIn(email, PASSWORD);
    }

    Answer logIn(String email, String password) {
        return post("/auth/login", credentials(email, password));
    }

    Answer refresh(String refreshToken) {
        return post("/auth/refresh", new JsonObject().put("refreshToken", refreshToken));
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, JsonObject body) {
        return send("POST", path, body);
    }

    Answer put(String path, JsonObject body) {
        return send("PUT", path, body);
    }

    Answer patch(String path, JsonObject body) {
        return send("PATCH", path, body);
    }

    /** A change of what still has this entity tag. */
    Answer patch(String path, JsonObject body, String ifMatch) {
        return send(request("PATCH", path, body, "If-Match", ifMatch));
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer delete(String path, JsonObject body) {
        return send("DELETE", path, body);
    }

    /** The same request many times at once. */
    List<Answer> postAtOnce(int times, String path, JsonObject body) {
        return sendAtOnce(times, "POST", path, body);
    }

    List<Answer> putAtOnce(int times, String path, JsonObject body) {
        return sendAtOnce(times, "PUT", path, body);
    }

    private List<Answer> sendAtOnce(int times, String method, String path, JsonObject body) {
        var answers = IntStream.range(0, times)
                .mapToObj(n -> HTTP.sendAsync(request(method, path, body), BodyHandlers.ofString()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .map(AuthClient::answer)
                .toList();
    }

    static JsonObject credentials(String email, String password) {
        return new JsonObject().put("email", email).put("password", password);
    }

    private Answer send(String method, String path, JsonObject body) {
        return send(request(method, path, body));
    }

    private static Answer send(HttpRequest request) {
        try {
            return answer(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException | InterruptedException fault) {
            throw new AssertionError(fault);
        }
    }

    private HttpRequest request(String method, String path, JsonObject body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", address)
                .header("User-Agent", "a test")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
