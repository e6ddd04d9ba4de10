package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.api.ApiResponse;
import rental.runtime.http.server.answer.Failures;
import rental.runtime.log.LoggedLines;

/** What clients see when the service, or a client, is in trouble. */
class TroubleTest {
    @RegisterExtension
    static final TestServer server = TestServer.start();

    @Test
    void neverTellsTheCauseOfAnInternalError() {
        try (var broken = TestServer.start(TestServer.noLimits(), request -> {
            throw new IllegalStateException("SELECT secret FROM table");
        })) {
            var answer = broken.get("/cars");

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.response().body()).doesNotContain("SELECT", "Exception");
            assertThat(answer.json().path("requestId").asText()).isEqualTo(answer.header("x-request-id"));
        }
    }

    @Test
    void tellsOnceThatAServiceCannotBeReachedHoweverManyAskForIt() {
        try (var gone = TestServer.start(
                        TestServer.noLimits(),
                        request -> Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS)));
                var lines = LoggedLines.of(Failures.class.getName())) {
            for (var request = 0; request < 20; request++) {
                assertThat(gone.get("/search/suggest?prefix=a").status()).isEqualTo(503);
            }

            assertThat(lines.texts()).singleElement().asString().startsWith("WARN search is not reached: ");
        }
    }

    @Test
    void answers503WhenTheServiceCannotBeReached() {
        try (var alone = TestServer.start(
                TestServer.noLimits(), request -> Future.failedFuture(new ReplyException(ReplyFailure.NO_HANDLERS)))) {
            var answer = alone.get("/cars");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("service-unavailable");
            assertThat(answer.header("retry-after")).isEqualTo("1");
        }
    }

    @Test
    void givesUpAnAnswerThatTakesTooLong() {
        var settings = TestServer.noLimitsBut("HTTP_REQUEST_TIMEOUT", "100ms");
        try (var slow = TestServer.start(
                settings, request -> Promise.<ApiResponse>promise().future())) {
            assertThat(slow.get("/cars").status()).isEqualTo(503);
        }
    }

    @Test
    void answersMoreThanItCanWorkOnAtOnceWith503() {
        var settings = TestServer.noLimitsBut("HTTP_MAX_IN_FLIGHT", "1");
        var first = Promise.<ApiResponse>promise();
        var asked = new CompletableFuture<Void>();
        try (var busy = TestServer.start(settings, request -> {
            asked.complete(null);
            return first.future();
        })) {
            var waiting = CompletableFuture.supplyAsync(() -> busy.get("/cars"));
            asked.join();

            assertThat(busy.get("/cars").code()).isEqualTo("overloaded");
            first.complete(ApiResponse.empty(204));
            assertThat(waiting.join().status()).isEqualTo(204);
        }
    }

    @Test
    void worksForOthersWhileManyBodiesAreSlowToCome() throws IOException {
        var begun =
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{";
        var slow = new ArrayList<Socket>();
        try (var few = TestServer.start(TestServer.noLimitsBut("HTTP_MAX_IN_FLIGHT", "2"), TestServer::echo)) {
            for (var i = 0; i < 10; i++) {
                slow.add(new Socket("127.0.0.1", few.port()));
                slow.get(i).getOutputStream().write(begun.getBytes(UTF_8));
                assertThat(few.get("/cars").status()).isEqualTo(200);
            }
            // The server is still there, and has room, once they have all gone.
            for (var socket : slow) {
                socket.close();
            }
            assertThat(few.get("/cars").status()).isEqualTo(200);
        }
    }

    @Test
    void finishesRequestsInFlightWhenItStops() {
        var answer = Promise.<ApiResponse>promise();
        var asked = new CompletableFuture<Void>();
        try (var stopping = TestServer.start(TestServer.noLimits(), request -> {
            asked.complete(null);
            return answer.future();
        })) {
            var waiting = CompletableFuture.supplyAsync(() -> stopping.get("/cars"));
            asked.join();
            var stopped = stopping.shutdown();
            answer.complete(ApiResponse.empty(204));

            assertThat(waiting.join().status()).isEqualTo(204);
            TestServer.await(stopped);
        }
    }

    @Test
    void goesOnForAWhileWhenItStopsButIsNotReadyAndKeepsNoConnection() {
        var settings = new HashMap<>(TestServer.noLimits());
        settings.put("HTTP_SHUTDOWN_DELAY", "10s");
        try (var stopping = TestServer.start(settings, TestServer::echo)) {
            assertThat(stopping.get("/health/ready").status()).isEqualTo(200);
            stopping.shutdown();

            var ready = stopping.get("/health/ready");
            while (ready.status() == 200) {
                ready = stopping.get("/health/ready");
            }
            var cars = stopping.get("/cars");

            assertThat(ready.json().path("status").asText()).isEqualTo("stopping");
            assertThat(cars.status()).isEqualTo(200);
            assertThat(cars.header("connection")).isEqualTo("close");
        }
    }

    @Test
    void cutsOffABodyThatDoesNotArrive() throws IOException {
        try (var impatient =
                TestServer.start(TestServer.noLimitsBut("HTTP_RECEIVE_TIMEOUT", "200ms"), TestServer::echo)) {
            var answer = impatient.raw("POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 100\r\n\r\n{");

            assertThat(answer).startsWith("HTTP/1.1 408").contains("request-timeout");
        }
    }
}
