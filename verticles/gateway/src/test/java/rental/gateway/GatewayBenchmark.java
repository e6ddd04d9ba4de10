package rental.gateway;

import static rental.gateway.GatewayProcess.gatewayWithEchoingServices;

import com.sun.management.OperatingSystemMXBean;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.Role;
import rental.runtime.http.Json;

/** How fast the gateway is when the services cost nothing. Its figures include the client's share of the CPU. */
@Tag("bench")
class GatewayBenchmark {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayBenchmark.class);
    private static final int CONNECTIONS = 32;
    private static final int ROUNDS = 3;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String BOOKING = """
            {"carId":"0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f","pickupTime":"2027-03-01T10:00:00Z","dropoffTime":"2027-03-03T10:00:00Z","extras":["gps"]}""";

    @Test
    void readsOfACar() throws Exception {
        try (var gateway = gatewayWithEchoingServices()) {
            measure(gateway, "GET /cars/{id}", HttpMethod.GET, "/cars/0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f", null);
            measure(gateway, "POST /bookings", HttpMethod.POST, "/bookings", BOOKING);
        }
    }

    @Test
    void checksOfABookingsBody() {
        var schema = GatewayProcess.CONTRACT.schema("BookingDetails");
        var body = BOOKING.getBytes(StandardCharsets.UTF_8);
        for (var round = 0; round < ROUNDS; round++) {
            var start = System.nanoTime();
            var checks = 0;
            var faults = 0;
            while (System.nanoTime() - start < ROUND_NANOS / 2) {
                faults += schema.check(Json.tree(body)).size();
                checks++;
            }
            LOG.info(
                    "check of a booking's body: {} µs ({} faults)",
                    (System.nanoTime() - start) / 1000.0 / checks,
                    faults);
        }
    }

    private static void measure(GatewayProcess gateway, String name, HttpMethod method, String path, String body)
            throws Exception {
        var vertx = Vertx.vertx();
        var client = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        var options = new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(gateway.port())
                .setMethod(method)
                .setURI(path)
                .putHeader("authorization", "Bearer " + gateway.token(Role.CUSTOMER))
                .putHeader("content-type", "application/json");
        for (var round = 0; round < ROUNDS; round++) {
            var done = new AtomicLong();
            var cpu = cpuNanos();
            var start = System.nanoTime();
            var loops = new ArrayList<Future<Void>>();
            for (var i = 0; i < CONNECTIONS; i++) {
                loops.add(loop(client, options, body, start + ROUND_NANOS, done));
            }
            Future.all(loops).toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            var seconds = (System.nanoTime() - start) / 1e9;
            LOG.info(
                    "{}: {}/s, {} µs of CPU each, client included",
                    name,
                    Math.round(done.get() / seconds),
                    Math.round((cpuNanos() - cpu) / 1e3 / done.get()));
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static Future<Void> loop(
            HttpClient client, RequestOptions options, String body, long end, AtomicLong done) {
        if (System.nanoTime() > end) {
            return Future.succeededFuture();
        }
        return client.request(options)
                .compose(request -> send(request, body))
                .compose(HttpClientResponse::body)
                .compose(answer -> {
                    done.incrementAndGet();
                    return loop(client, options, body, end, done);
                });
    }

    private static Future<HttpClientResponse> send(HttpClientRequest request, String body) {
        return body == null ? request.send() : request.send(body);
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
