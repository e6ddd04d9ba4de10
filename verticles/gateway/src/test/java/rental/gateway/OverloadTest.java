package rental.gateway;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rental.contract.api.ApiResponse;

/**
 * A service that can answer a few requests at a time, and clients that send ten times as many without waiting. The
 * service answers when the test says so: not the speed of this machine is tried, but what is done with the surplus.
 */
class OverloadTest {
    private static final int CAPACITY = 8;
    private static final int OVERLOAD = 10;
    private static final int ROUNDS = 5;
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GatewayProcess gateway = new GatewayProcess();
    private final Queue<Promise<ApiResponse>> working = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void serve() {
        gateway.answer("car", request -> {
            var answer = Promise.<ApiResponse>promise();
            working.add(answer);
            return answer.future();
        });
        gateway.answer("auth", request -> Future.succeededFuture(ApiResponse.empty(204)));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void servesAllItCanAtTenTimesTheLoadAndTurnsTheRestAwayAtOnce() {
        open(PATIENCE);
        for (var round = 0; round < ROUNDS; round++) {
            var sent = send(CAPACITY * OVERLOAD);

            // The surplus has its answer while nobody else has: it waits for nothing.
            var surplus = untilAnswered(sent, CAPACITY * (OVERLOAD - 1));
            assertThat(surplus).allSatisfy(OverloadTest::isTurnedAway);
            assertThat(gateway.get("/.well-known/jwks.json").statusCode()).isEqualTo(204);

            assertThat(answerAll()).isEqualTo(CAPACITY);
            var byStatus = untilAnswered(sent, sent.size()).stream().collect(groupingBy(HttpResponse::statusCode));
            assertThat(byStatus).containsOnlyKeys(204, 503);
            assertThat(byStatus.get(204)).hasSize(CAPACITY);
        }
    }

    @Test
    void servesEverybodyAgainAsSoonAsTheLoadIsGone() {
        open(PATIENCE);
        var sent = send(CAPACITY * OVERLOAD);
        untilAnswered(sent, CAPACITY * (OVERLOAD - 1));
        answerAll();
        untilAnswered(sent, sent.size());

        var after = send(CAPACITY);
        await().atMost(PATIENCE).until(() -> working.size() == CAPACITY);
        answerAll();

        assertThat(untilAnswered(after, CAPACITY))
                .extracting(HttpResponse::statusCode)
                .containsOnly(204);
    }

    @Test
    void letsFewerWaitForAServiceWhoseAnswersComeLate() {
        open(LATENCY);
        var late = send(CAPACITY);
        await().atMost(PATIENCE).until(() -> working.size() == CAPACITY);
        var longEnough = System.nanoTime() + 2 * LATENCY.toNanos();
        await().atMost(PATIENCE).until(() -> System.nanoTime() > longEnough);
        answerAll();
        untilAnswered(late, CAPACITY);

        var next = send(CAPACITY);

        var surplus = untilAnswered(next, CAPACITY / 2);
        assertThat(surplus).isNotEmpty().allSatisfy(OverloadTest::isTurnedAway);
        answerAll();
    }

    /** @param latency how long answers should take at most */
    private void open(Duration latency) {
        gateway.open(
                "GATEWAY_SERVICE_IN_FLIGHT",
                Integer.toString(CAPACITY),
                "GATEWAY_SERVICE_LATENCY",
                latency.toMillis() + "ms");
    }

    private List<CompletableFuture<HttpResponse<String>>> send(int requests) {
        var sent = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < requests; i++) {
            sent.add(gateway.sendAsync("/cars"));
        }
        return sent;
    }

    private static List<HttpResponse<String>> untilAnswered(
            List<CompletableFuture<HttpResponse<String>>> sent, int count) {
        await().atMost(PATIENCE)
                .until(() -> sent.stream().filter(CompletableFuture::isDone).count() >= count);
        return answered(sent).toList();
    }

    private static Stream<HttpResponse<String>> answered(List<CompletableFuture<HttpResponse<String>>> sent) {
        return sent.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join);
    }

    /** Lets the service answer all it works on. @return how many */
    private int answerAll() {
        var count = 0;
        for (var answer = working.poll(); answer != null; answer = working.poll()) {
            answer.complete(ApiResponse.empty(204));
            count++;
        }
        return count;
    }

    private static void isTurnedAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        assertThat(GatewayProcess.json(answer).path("code").asText()).isEqualTo("overloaded");
    }
}
