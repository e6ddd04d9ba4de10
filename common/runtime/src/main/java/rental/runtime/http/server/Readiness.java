package rental.runtime.http.server;

import static java.util.Objects.requireNonNull;
import static rental.runtime.http.Answers.json;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.ApiResponse;
import rental.contract.health.HealthReport;

/** Answers the probe that asks whether a server takes requests, and logs, each time that changes, why it does not. */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final String STOPPING = "stopping";

    private final Supplier<Future<HealthReport>> health;
    private final BooleanSupplier leaving;
    private List<String> reasons = List.of();

    /** @param leaving whether the server is on its way down */
    Readiness(Supplier<Future<HealthReport>> health, BooleanSupplier leaving) {
        this.health = requireNonNull(health);
        this.leaving = requireNonNull(leaving);
    }

    Future<ApiResponse> probe() {
        return leaving.getAsBoolean()
                ? Future.succeededFuture(json(503, Map.of("status", STOPPING)))
                : health.get()
                        .otherwise(fault -> HealthReport.unhealthy("It cannot be told: " + fault.getMessage()))
                        .map(this::answer);
    }

    private ApiResponse answer(HealthReport report) {
        var ready = report.status() != HealthReport.Status.UNHEALTHY;
        note(ready ? List.of() : report.reasons());
        return ready
                ? json(200, Map.of("status", "healthy"))
                : json(503, Map.of("status", "unhealthy", "reasons", report.reasons()));
    }

    private void note(List<String> now) {
        if (now.equals(reasons)) {
            return;
        }
        reasons = now;
        if (now.isEmpty()) {
            LOG.info("Ready");
        } else {
            LOG.warn("Not ready: {}", String.join(" ", now));
        }
    }
}
