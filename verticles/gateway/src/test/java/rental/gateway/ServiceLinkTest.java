package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rental.contract.api.ApiResponse;
import rental.contract.api.Role;

/** How often a service is asked that does not answer as it should. */
class ServiceLinkTest {
    private static final String LOGIN = "{\"email\": \"ada@example.com\", \"password\": \"Password123\"}";

    private final GatewayProcess gateway = new GatewayProcess();
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void asksOnceMoreForWhatOnlyReads() {
        gateway.answer(
                "car",
                request -> asked.incrementAndGet() == 1 ? silence() : Future.succeededFuture(ApiResponse.empty(204)));
        gateway.open("GATEWAY_SERVICE_TIMEOUT", "1s");

        assertThat(gateway.get("/cars").statusCode()).isEqualTo(204);
        assertThat(asked).hasValue(2);
    }

    @Test
    void neverSendsTwiceWhatMayHaveBeenDone() {
        gateway.answer("car", request -> {
            asked.incrementAndGet();
            return silence();
        });
        gateway.open("GATEWAY_SERVICE_TIMEOUT", "200ms");

        assertThat(removeCar()).isEqualTo(503);
        assertThat(asked).hasValue(1);
    }

    @Test
    void goesOnAskingAServiceThatFailsButAnswers() {
        gateway.answer("auth", request -> {
            asked.incrementAndGet();
            return Future.failedFuture(new IllegalStateException("broken"));
        });
        gateway.open("GATEWAY_CIRCUIT_FAILURES", "2", "GATEWAY_CIRCUIT_RESET", "1h");

        for (var i = 0; i < 5; i++) {
            assertThat(logIn()).isEqualTo(500);
        }

        assertThat(asked).hasValue(5);
    }

    @Test
    void goesOnAskingAServiceOfWhichOneNodeAnswers() {
        gateway.answer(
                "auth",
                request ->
                        asked.incrementAndGet() % 2 == 0 ? silence() : Future.succeededFuture(ApiResponse.empty(204)));
        gateway.open(
                "GATEWAY_SERVICE_TIMEOUT", "500ms", "GATEWAY_CIRCUIT_FAILURES", "2", "GATEWAY_CIRCUIT_RESET", "1h");

        for (var i = 0; i < 4; i++) {
            assertThat(logIn()).isEqualTo(204);
            assertThat(logIn()).isEqualTo(503);
        }

        assertThat(asked).hasValue(8);
    }

    @Test
    void doesNotHoldAgainstAServiceWhatWasSentBeforeItCameBack() {
        gateway.answer(
                "auth",
                request -> asked.incrementAndGet() <= 2 ? silence() : Future.succeededFuture(ApiResponse.empty(204)));
        gateway.open("GATEWAY_SERVICE_TIMEOUT", "1s", "GATEWAY_CIRCUIT_FAILURES", "2", "GATEWAY_CIRCUIT_RESET", "1h");

        var first = CompletableFuture.supplyAsync(this::logIn);
        var second = CompletableFuture.supplyAsync(this::logIn);
        await().until(() -> asked.get() == 2);
        assertThat(logIn()).isEqualTo(204);
        assertThat(List.of(first.join(), second.join())).containsOnly(503);

        assertThat(logIn()).isEqualTo(204);
    }

    /** One that only reads waits for half of what its caller has left, so the circuit opens long before the other times out. */
    @Test
    void staysOpenWhateverComesOfWhatWasSentBeforeTheServiceFellSilent() {
        gateway.answer(
                "car",
                request -> asked.incrementAndGet() == 2 ? Future.succeededFuture(ApiResponse.empty(204)) : silence());
        gateway.open(
                "HTTP_REQUEST_TIMEOUT",
                "2s",
                "GATEWAY_SERVICE_TIMEOUT",
                "2s",
                "GATEWAY_CIRCUIT_FAILURES",
                "1",
                "GATEWAY_CIRCUIT_RESET",
                "50ms");
        var late = CompletableFuture.supplyAsync(this::removeCar);
        await().until(() -> asked.get() == 1);
        assertThat(gateway.get("/cars").statusCode()).isEqualTo(204);
        assertThat(gateway.get("/cars").statusCode()).isEqualTo(503);
        assertThat(late.join()).isEqualTo(503);
        var before = asked.get();

        var trials = List.of(
                CompletableFuture.supplyAsync(this::removeCar),
                CompletableFuture.supplyAsync(this::removeCar),
                CompletableFuture.supplyAsync(this::removeCar));

        assertThat(trials).allSatisfy(trial -> assertThat(trial.join()).isEqualTo(503));
        assertThat(asked.get() - before).isLessThanOrEqualTo(1);
    }

    private int removeCar() {
        return gateway.send(
                        HttpRequest.newBuilder().DELETE(),
                        "/cars/0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f",
                        "Authorization",
                        "Bearer " + gateway.token(Role.STAFF))
                .statusCode();
    }

    private int logIn() {
        return gateway.send(
                        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(LOGIN)),
                        "/auth/login",
                        "Content-Type",
                        "application/json")
                .statusCode();
    }

    private static Future<ApiResponse> silence() {
        return Promise.<ApiResponse>promise().future();
    }
}
