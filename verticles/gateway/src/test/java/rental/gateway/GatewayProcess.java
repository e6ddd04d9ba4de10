package rental.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import rental.contract.Address.Nothing;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Role;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.http.Answers;
import rental.runtime.http.Json;
import rental.runtime.http.contract.Contract;

/** A real gateway on a free port, and a bus on which tests put what answers. */
final class GatewayProcess implements AutoCloseable {
    static final Contract CONTRACT = Contract.in(Currency.getInstance("USD"));
    static final List<String> SERVICES = List.of("auth", "car", "search", "booking", "notification");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Vertx vertx = Vertx.vertx();
    private final TestTokens tokens = new TestTokens();
    private GatewayVerticle gateway;

    GatewayProcess() {
        TypedBus.prepare(vertx);
        await(tokens.serve(vertx));
    }

    /** A gateway in front of services that answer every operation with its id. */
    static GatewayProcess gatewayWithEchoingServices(String... settings) {
        var process = new GatewayProcess();
        for (var service : SERVICES) {
            process.answer(service, GatewayProcess::echo);
            process.health(service, HealthReport::healthy);
        }
        return process.open(settings);
    }

    static Future<ApiResponse> echo(ApiRequest request) {
        return Future.succeededFuture(Answers.ok(Map.of("operation", request.operation())));
    }

    /** Opens the gateway, without limits unless the settings, names and values in turn, say otherwise. */
    GatewayProcess open(String... settings) {
        var environment = new HashMap<>(Map.of(
                "GATEWAY_HOST", "127.0.0.1",
                "GATEWAY_PORT", "0",
                "HTTP_SHUTDOWN_DELAY", "0s",
                "RATE_LIMIT_GLOBAL", "off",
                "RATE_LIMIT_SEARCH", "off",
                "RATE_LIMIT_BOOKING", "off"));
        for (var i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        gateway = new GatewayVerticle(Configuration.read(GatewayConfig.class, environment));
        await(vertx.deployVerticle(gateway));
        return this;
    }

    void answer(String service, Function<ApiRequest, Future<ApiResponse>> handler) {
        await(TypedBus.on(vertx).serve(Api.of(service), handler).ready());
    }

    void health(String service, Supplier<HealthReport> report) {
        healthLater(service, () -> Future.succeededFuture(report.get()));
    }

    void healthLater(String service, Supplier<Future<HealthReport>> report) {
        await(TypedBus.on(vertx)
                .serve(Health.of(service), (Nothing question) -> report.get())
                .ready());
    }

    /** Puts something else on the bus. */
    void serve(UnaryOperator<TypedBus> serving) {
        await(serving.apply(TypedBus.on(vertx)).ready());
    }

    /** Opens a customer's stream. */
    BufferedReader stream(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + token(Role.CUSTOMER))
                .headers(headers);
        var answer = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        return new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
    }

    int port() {
        return gateway.port();
    }

    String token(Role role) {
        return tokens.of(role);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(HttpRequest.newBuilder(), path, headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sendAsync(request, path).join();
    }

    /** Sends a GET without waiting for its answer. */
    CompletableFuture<HttpResponse<String>> sendAsync(String path) {
        return sendAsync(HttpRequest.newBuilder(), path);
    }

    private CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request, String path) {
        request.uri(URI.create("http://127.0.0.1:" + port() + path));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(20, TimeUnit.SECONDS);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(UTF_8));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
