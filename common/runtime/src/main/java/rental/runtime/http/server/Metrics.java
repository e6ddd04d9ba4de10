package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.micrometer.backends.BackendRegistries;
import rental.contract.api.ApiResponse;
import rental.runtime.http.Answers;
import rental.runtime.http.server.answer.Refusals;

/** What the process measures, in Prometheus's text format. */
public final class Metrics {
    public static final String MEDIA_TYPE = "text/plain";
    private static final String VERSIONED = "text/plain; version=0.0.4; charset=utf-8";

    private Metrics() {}

    /** Takes the registry's present values, off the event loop; 404 when the process measures nothing. */
    public static Future<ApiResponse> scrape(Vertx vertx) {
        if (!(BackendRegistries.getDefaultNow() instanceof PrometheusMeterRegistry registry)) {
            return Future.succeededFuture(Answers.problem(Refusals.UNKNOWN_PATH));
        }
        return vertx.executeBlocking(registry::scrape, false)
                .map(text -> Answers.of(200, VERSIONED, text.getBytes(UTF_8)));
    }
}
