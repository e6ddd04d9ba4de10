package rental.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.bench.load.Requests.Shot;

/** Our own generator against a server that answers at once. */
class GeneratorTest {
    private static final int CONNECTIONS = 4;
    private static final int RATE = 200;
    private static final int SOME = 100;

    private final AtomicInteger answered = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() {
        server = vertx.createHttpServer()
                .requestHandler(request -> {
                    answered.incrementAndGet();
                    request.response().end("here");
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void keepsItsConnectionsWhenGarbageIsCollected() {
        var load = VertxLoad.begin(vertx, uri(), List.of(request()), CONNECTIONS, RATE)
                .await();

        System.gc();
        untilSomeMoreAreAnswered();

        assertThat(load.cut().await().answers()).containsOnlyKeys("200");
    }

    @Test
    void tellsEachRoundOfALoadThatGoesOn() {
        try (var load = SteadyLoad.begin(load())) {
            var before = answered.get();
            load.cut();
            untilSomeMoreAreAnswered();
            var first = load.cut();
            untilSomeMoreAreAnswered();
            var second = load.cut();

            assertThat(first.answers()).containsOnlyKeys("200");
            assertThat(first.answers().get("200")).isGreaterThanOrEqualTo(SOME - CONNECTIONS);
            assertThat(second.answers().get("200")).isGreaterThanOrEqualTo(SOME - CONNECTIONS);
            // Each counts its own: together they are no more than what was answered.
            assertThat(first.answers().get("200") + second.answers().get("200"))
                    .isLessThanOrEqualTo(answered.get() - before + CONNECTIONS);
            assertThat(first.latencies().p99()).isPositive();
        }
    }

    @Test
    void sendsNothingMoreOnceItIsClosed() {
        var load = SteadyLoad.begin(load());
        load.cut();

        load.close();

        await().until(() -> !load.process().isAlive());
    }

    private HttpLoad load() {
        var requests = Requests.write(folder.resolve("requests"), uri(), 1, n -> Shot.get("/"));
        return new HttpLoad(requests, CONNECTIONS, Duration.ZERO, RATE);
    }

    private void untilSomeMoreAreAnswered() {
        var enough = answered.get() + SOME;
        await().until(() -> answered.get() >= enough);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static Buffer request() {
        return Buffer.buffer("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }
}
