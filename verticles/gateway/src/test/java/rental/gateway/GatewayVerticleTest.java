package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.json;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rental.contract.Ids;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.health.HealthReport;
import rental.contract.notification.LiveEvent;
import rental.contract.notification.NotificationAddresses;
import rental.contract.notification.ReadLiveEvents;
import rental.runtime.bus.RequestContext;
import rental.runtime.http.Answers;

class GatewayVerticleTest {
    private final GatewayProcess gateway = new GatewayProcess();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void handsAnOperationToItsServiceWithTheRequestsContext() {
        gateway.answer(
                "car",
                request -> Future.succeededFuture(Answers.ok(Map.of(
                        "operation",
                        request.operation(),
                        "requestId",
                        RequestContext.current().orElseThrow().requestId()))));
        gateway.open();

        var answer = gateway.get("/cars", "X-Request-Id", "abc");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("operation").asText()).isEqualTo("listCars");
        assertThat(json(answer).path("requestId").asText()).isEqualTo("abc");
    }

    @Test
    void completesTheProblemsOfAService() {
        gateway.answer(
                "car",
                request -> Future.succeededFuture(
                        Answers.problem(Problem.notFound("car-not-found", "There is no such car."))));
        gateway.open();

        var answer = gateway.get("/cars/0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).path("code").asText()).isEqualTo("car-not-found");
        assertThat(json(answer).path("instance").asText()).startsWith("/cars/");
        assertThat(json(answer).path("requestId").asText()).hasSize(36);
    }

    @Test
    void answers503ForAServiceThatIsNotThere() {
        gateway.open();

        var answer = gateway.get("/cars");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("code").asText()).isEqualTo("service-unavailable");
        assertThat(answer.headers().firstValue("retry-after")).contains("1");
    }

    @Test
    void answers500WithoutTheCauseWhenAServiceFails() {
        gateway.answer("car", request -> Future.failedFuture(new IllegalStateException("secret")));
        gateway.open();

        var answer = gateway.get("/cars");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret", "Exception");
    }

    @Test
    void leavesAServiceAloneThatDoesNotAnswer() {
        var asked = new AtomicInteger();
        gateway.answer("car", request -> {
            asked.incrementAndGet();
            return Promise.<ApiResponse>promise().future();
        });
        gateway.open(
                "GATEWAY_SERVICE_TIMEOUT", "100ms", "GATEWAY_CIRCUIT_FAILURES", "3", "GATEWAY_CIRCUIT_RESET", "1h");

        var answers = IntStream.range(0, 10)
                .map(i -> gateway.get("/cars").statusCode())
                .boxed();

        assertThat(answers).containsOnly(503);
        assertThat(asked).hasValue(3);
    }

    @Test
    void triesAgainAfterAWhileAndGoesOnWhenTheServiceAnswers() {
        var silent = new AtomicInteger(2);
        gateway.answer(
                "car",
                request -> silent.getAndDecrement() > 0
                        ? Promise.<ApiResponse>promise().future()
                        : Future.succeededFuture(ApiResponse.empty(204)));
        gateway.open(
                "GATEWAY_SERVICE_TIMEOUT", "100ms", "GATEWAY_CIRCUIT_FAILURES", "2", "GATEWAY_CIRCUIT_RESET", "100ms");
        gateway.get("/cars");
        gateway.get("/cars");

        var status = 503;
        while (status == 503) {
            status = gateway.get("/cars").statusCode();
        }

        assertThat(status).isEqualTo(204);
    }

    @Test
    void answersAtOnceWhenTooManyWaitForAService() {
        var first = Promise.<ApiResponse>promise();
        var asked = new CompletableFuture<Void>();
        gateway.answer("car", request -> {
            asked.complete(null);
            return first.future();
        });
        gateway.answer("auth", request -> Future.succeededFuture(ApiResponse.empty(204)));
        gateway.open("GATEWAY_SERVICE_IN_FLIGHT", "1");
        var waiting = CompletableFuture.supplyAsync(() -> gateway.get("/cars"));
        asked.join();

        assertThat(json(gateway.get("/cars")).path("code").asText()).isEqualTo("overloaded");
        assertThat(gateway.get("/.well-known/jwks.json").statusCode()).isEqualTo(204);
        first.complete(ApiResponse.empty(204));
        assertThat(waiting.join().statusCode()).isEqualTo(204);
    }

    @Test
    void isHealthyWhenEveryServiceIs() {
        GatewayProcess.SERVICES.forEach(service -> gateway.health(service, HealthReport::healthy));
        gateway.open();

        var answer = gateway.get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).path("status").asText()).isEqualTo("healthy");
        assertThat(json(answer).path("services").fieldNames())
                .toIterable()
                .containsExactly("auth", "car", "search", "booking", "notification");
        assertThat(json(answer).at("/services/car/responseTimeMs").isInt()).isTrue();
    }

    @Test
    void isDegradedWithoutSearchAndUnhealthyWithoutBooking() {
        List.of("auth", "car", "notification").forEach(service -> gateway.health(service, HealthReport::healthy));
        var booking = new AtomicInteger(1);
        gateway.health(
                "booking", () -> booking.get() > 0 ? HealthReport.healthy() : HealthReport.unhealthy("no database"));
        gateway.open();

        assertThat(json(gateway.get("/health")).path("status").asText()).isEqualTo("degraded");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/health/search").statusCode()).isEqualTo(503);
        booking.set(0);
        assertThat(json(gateway.get("/health")).path("status").asText()).isEqualTo("unhealthy");
        assertThat(gateway.get("/health").statusCode()).isEqualTo(503);
        assertThat(gateway.get("/health/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void aSilentServiceCannotHangTheHealthOfAll() {
        GatewayProcess.SERVICES.stream().skip(1).forEach(service -> gateway.health(service, HealthReport::healthy));
        gateway.healthLater("auth", () -> Promise.<HealthReport>promise().future());
        gateway.open("GATEWAY_HEALTH_TIMEOUT", "100ms");

        assertThat(json(gateway.get("/health")).at("/services/auth/status").asText())
                .isEqualTo("unhealthy");
    }

    @Test
    void servesTheContractAndAPageWithoutOutsideAddresses() {
        gateway.open();

        assertThat(json(gateway.get("/openapi.json")).path("openapi").asText()).startsWith("3.1");
        assertThat(gateway.get("/openapi.yaml").body()).startsWith("openapi: 3.1");
        assertThat(gateway.get("/docs").body())
                .contains("/docs/swagger-ui-bundle.js")
                .doesNotContain("http");
        for (var part : List.of("start.js", "swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")) {
            assertThat(gateway.get("/docs/" + part).statusCode()).as(part).isEqualTo(200);
        }
    }

    @Test
    void refusesAForgedTokenWhereOneIsNeeded() {
        gateway.open();

        assertThat(gateway.get("/bookings", "Authorization", "Bearer a.b.c").statusCode())
                .isEqualTo(401);
    }

    @Test
    void streamsTheEventsOfTheCallersBookingsFromWhereItLeftOff() throws IOException {
        gateway.serve(bus -> bus.serve(
                NotificationAddresses.READ_LIVE_EVENTS,
                (ReadLiveEvents question) -> Future.succeededFuture(stored(question))));
        gateway.open();

        try (var lines = gateway.stream("/events", "Last-Event-ID", "1")) {
            assertThat(lines.lines().filter(line -> line.startsWith("data:")).findFirst())
                    .contains("data: {\"booking\":2}");
        }
    }

    /** Two events; both are the caller's. */
    private static ReadLiveEvents.LivePage stored(ReadLiveEvents question) {
        var events = LongStream.rangeClosed(1, 2)
                .filter(position -> position > question.after())
                .mapToObj(position -> new LiveEvent(
                        position,
                        Ids.next(),
                        question.userId().orElseGet(Ids::next),
                        "booking-confirmed",
                        Instant.parse("2027-03-01T10:00:00Z"),
                        "{\"booking\":" + position + "}"))
                .toList();
        return new ReadLiveEvents.LivePage(events, 2, 2, 1);
    }
}
