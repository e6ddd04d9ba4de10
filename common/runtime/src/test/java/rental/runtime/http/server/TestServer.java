package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Caller;
import rental.contract.api.Role;
import rental.runtime.config.Configuration;
import rental.runtime.http.Answers;
import rental.runtime.http.Json;
import rental.runtime.http.contract.Contract;
import rental.runtime.http.limit.LocalRateLimits;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.security.TokenVerifier;
import rental.runtime.security.Verification;

/**
 * A real server with every operation of the contract mounted, and a client to call it. A role's name is a token of it.
 * Registered in a static field, it serves all tests of a class.
 */
final class TestServer implements AfterAllCallback, AutoCloseable {
    static final Contract CONTRACT = Contract.in(Currency.getInstance("USD"));
    static final UUID USER = UUID.fromString("0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f");
    private static final Map<String, String> NO_LIMITS = Map.of(
            "RATE_LIMIT_GLOBAL", "off",
            "RATE_LIMIT_SEARCH", "off",
            "RATE_LIMIT_BOOKING", "off",
            "HTTP_SHUTDOWN_DELAY", "0s");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final ApiServer server;

    private TestServer(Map<String, String> settings, UnaryOperator<ApiServerBuilder> more) {
        var config = Configuration.read(HttpConfig.class, settings);
        server = await(onEventLoop(() -> more.apply(ApiServer.on(vertx, CONTRACT, config)
                        .tokens(verifier())
                        .limits(LocalRateLimits.shared(vertx, config)))
                .listen("127.0.0.1", 0)));
    }

    /** Answers each operation with its id, without limits. */
    static TestServer start() {
        return start(NO_LIMITS, TestServer::echo);
    }

    static TestServer start(Map<String, String> settings, Function<ApiRequest, Future<ApiResponse>> answer) {
        return build(settings, builder -> mountAll(builder, answer));
    }

    static TestServer build(Map<String, String> settings, UnaryOperator<ApiServerBuilder> more) {
        return new TestServer(settings, more);
    }

    static Map<String, String> noLimits() {
        return NO_LIMITS;
    }

    /** The same with one more setting. */
    static Map<String, String> noLimitsBut(String name, String value) {
        var settings = new HashMap<>(noLimits());
        settings.put(name, value);
        return settings;
    }

    static ApiServerBuilder mountAll(ApiServerBuilder builder, Function<ApiRequest, Future<ApiResponse>> answer) {
        for (var service : List.of("auth", "car", "search", "booking", "notification", "gateway")) {
            builder.mount(service, answer);
        }
        return builder;
    }

    static Future<ApiResponse> echo(ApiRequest request) {
        return Future.succeededFuture(Answers.ok(Map.of("operation", request.operation())));
    }

    Vertx vertx() {
        return vertx;
    }

    int port() {
        return server.port();
    }

    Future<Void> shutdown() {
        return onEventLoop(server::shutdown);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, with(headers, "Content-Type", "application/json"));
    }

    Answer send(String method, String path, String body, String... headers) {
        var publisher =
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body, UTF_8);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Sends bytes as they are, and reads what comes until the server closes. */
    String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        JsonNode json() {
            return Json.tree(response.body().getBytes(UTF_8));
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> pointers() {
            return json().path("errors").findValuesAsText("pointer");
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private <T> Future<T> onEventLoop(Supplier<Future<T>> work) {
        var promise = Promise.<T>promise();
        vertx.runOnContext(now -> work.get().onComplete(promise));
        return promise.future();
    }

    private static TokenVerifier verifier() {
        return token -> Future.succeededFuture(
                Arrays.stream(Role.values()).anyMatch(role -> role.wireName().equals(token))
                        ? new Verification.Verified(new Caller(USER, USER, Set.of(Role.ofWireName(token))))
                        : new Verification.Refused("not a role"));
    }

    private static String[] with(String[] headers, String name, String value) {
        if (Arrays.stream(headers).anyMatch(name::equalsIgnoreCase)) {
            return headers;
        }
        var more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return more;
    }
}
