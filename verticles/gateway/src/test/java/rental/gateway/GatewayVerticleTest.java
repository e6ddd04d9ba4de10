package rental.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rental.contract.Address.Nothing;
import rental.contract.api.Api;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.runtime.bus.RequestContext;
import rental.runtime.bus.TypedBus;
import rental.runtime.config.Configuration;
import rental.runtime.http.Answers;
import rental.runtime.http.Json;

class GatewayVerticleTest {
    private static final List<String> SERVICES = List.of("auth", "car", "search", "booking", "notification");
    private final HttpClient client = HttpClient.newHttpClient();
    private Vertx vertx;
    private GatewayVerticle gateway;

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
        TypedBus.prepare(vertx);
    }

    @AfterEach
    void stop() {
        await(vertx.close());
    }

    @Test
    void handsAnOperationToItsServiceWithTheRequestsContext() {
        answer(
                "car",
                request -> Future.succeededFuture(Answers.ok(Map.of(
                        "operation",
                        request.operation(),
                        "requestId",
                        RequestContext.current().orElseThrow().requestId()))));
        open();

        var answer = get("/cars", "X-Request-Id", "abc");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("operation").asText()).isEqualTo("listCars");
        assertThat(json(answer).path("requestId").asText()).isEqualTo("abc");
    }

    @Test
    void completesTheProblemsOfAService() {
        answer(
                "car",
                request -> Future.succeededFuture(
                        Answers.problem(Problem.notFound("car-not-found", "There is no such car."))));
        open();

        var answer = get("/cars/0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("code").asText()).isEqualTo("car-not-found");
        assertThat(json(answer).path("instance").asText()).startsWith("/cars/");
        assertThat(json(answer).path("requestId").asText()).hasSize(36);
    }

    @Test
    void answers503ForAServiceThatIsNotThere() {
        open();

        var answer = get("/cars");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("code").asText()).isEqualTo("service-unavailable");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void answers500WithoutTheCauseWhenAServiceFails() {
        answer("car", request -> Future.failedFuture(new IllegalStateException("secret")));
        open();

        var answer = get("/cars");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void leavesAServiceAloneThatDoesNotAnswer() {
        var asked = new AtomicInteger();
        answer("car", request -> {
            asked.incrementAndGet();
            return Promise.<ApiResponse>promise().future();
        });
        open("GATEWAY_SERVICE_TIMEOUT", "100ms", "GATEWAY_CIRCUIT_FAILURES", "3", "GATEWAY_CIRCUIT_RESET", "1h");

        var answers = IntStream.range(0, 10).map(i -> get("/cars").statusCode()).boxed();

        assertThat(answers).containsOnly(503);
        assertThat(asked).hasValue(3);
    }

    @Test
    void triesAgainAfterAWhileAndGoesOnWhenTheServiceAnswers() {
        var silent = new AtomicInteger(2);
        answer(
                "car",
                request -> silent.getAndDecrement() > 0
                        ? Promise.<ApiResponse>promise().future()
                        : Future.succeededFuture(ApiResponse.empty(204)));
        open("GATEWAY_SERVICE_TIMEOUT", "100ms", "GATEWAY_CIRCUIT_FAILURES", "2", "GATEWAY_CIRCUIT_RESET", "100ms");
        get("/cars");
        get("/cars");

        var status = 503;
        while (status == 503) {
            status = get("/cars").statusCode();
        }

        assertThat(status).isEqualTo(204);
    }

    @Test
    void answersAtOnceWhenTooManyWaitForAService() {
        var first = Promise.<ApiResponse>promise();
        var asked = new CompletableFuture<Void>();
        answer("car", request -> {
            asked.complete(null);
            return first.future();
        });
        answer("auth", request -> Future.succeededFuture(ApiResponse.empty(204)));
        open("GATEWAY_SERVICE_IN_FLIGHT", "1");
        var waiting = CompletableFuture.supplyAsync(() -> get("/cars"));
        asked.join();

        assertThat(json(get("/cars")).path("code").asText()).isEqualTo("overloaded");
        assertThat(get("/.well-known/jwks.json").statusCode()).isEqualTo(204);
        first.complete(ApiResponse.empty(204));
        assertThat(waiting.join().statusCode()).isEqualTo(204);
    }

    @Test
    void isHealthyWhenEveryServiceIs() {
        SERVICES.forEach(service -> say(service, HealthReport.healthy()));
        open();

        var answer = get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("status").asText()).isEqualTo("healthy");
        assertThat(json(answer).path("services").fieldNames())
                .toIterable()
                .containsExactly("auth", "car", "search", "booking", "notification");
        assertThat(json(answer).at("/services/car/responseTimeMs").isInt()).isTrue();
    }

    @Test
    void isDegradedWithoutSearchAndUnhealthyWithoutBooking() {
        List.of("auth", "car", "notification").forEach(service -> say(service, HealthReport.healthy()));
        var booking = new AtomicInteger(1);
        TypedBus.on(vertx)
                .serve(
                        Health.of("booking"),
                        (Nothing question) -> Future.succeededFuture(
                                booking.get() > 0 ? HealthReport.healthy() : HealthReport.unhealthy("no database")));
        open();

        assertThat(json(get("/health")).path("status").asText()).isEqualTo("degraded");
        assertThat(get("/health").statusCode()).isEqualTo(200);
        assertThat(get("/health/search").statusCode()).isEqualTo(503);
        booking.set(0);
        assertThat(json(get("/health")).path("status").asText()).isEqualTo("unhealthy");
        assertThat(get("/health").statusCode()).isEqualTo(503);
        assertThat(get("/health/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aSilentServiceCannotHangTheHealthOfAll() {
        SERVICES.stream().skip(1).forEach(service -> say(service, HealthReport.healthy()));
        TypedBus.on(vertx)
                .serve(
                        Health.of("auth"),
                        (Nothing question) -> Promise.<HealthReport>promise().future());
        open("GATEWAY_HEALTH_TIMEOUT", "100ms");

        assertThat(json(get("/health")).at("/services/auth/status").asText()).isEqualTo("unhealthy");
    }

    @Test
    void servesTheContractAndAPageWithoutOutsideAddresses() {
        open();

        assertThat(json(get("/openapi.json")).path("openapi").asText()).startsWith("3.1");
        assertThat(get("/openapi.yaml").body()).startsWith("openapi: 3.1");
        assertThat(get("/docs").body()).contains("/docs/swagger-ui-bundle.js").doesNotContain("http");
        for (var part : List.of("start.js", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")) {
            assertThat(get("/docs/" + part).statusCode()).as(part).isEqualTo(200);
        }
    }

    @Test
    void refusesAForgedTokenWhereOneIsNeeded() {
        open();

        assertThat(get("/bookings", "Authorization", "Bearer a.b.c").statusCode())
                .isEqualTo(401);
    }

    private void answer(String service, Function<ApiRequest, Future<ApiResponse>> handler) {
        await(TypedBus.on(vertx).serve(Api.of(service), handler).ready());
    }

    private void say(String service, HealthReport report) {
        await(TypedBus.on(vertx)
                .serve(Health.of(service), (Nothing question) -> Future.succeededFuture(report))
                .ready());
    }

    private void open(String... settings) {
        var environment =
                new HashMap<>(Map.of("GATEWAY_HOST", "127.0.0.1", "GATEWAY_PORT", "0", "RATE_LIMIT_GLOBAL", "off"));
        for (var i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        gateway = new GatewayVerticle(Configuration.read(GatewayConfig.class, environment));
        await(vertx.deployVerticle(gateway));
    }

    private HttpResponse<String> get(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Json.tree(answer.body().getBytes(UTF_8));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
