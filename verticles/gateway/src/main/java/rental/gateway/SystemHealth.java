package rental.gateway;

import static rental.contract.health.HealthReport.Status.DEGRADED;
import static rental.contract.health.HealthReport.Status.HEALTHY;
import static rental.contract.health.HealthReport.Status.UNHEALTHY;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import rental.contract.Address.Nothing;
import rental.contract.api.ApiResponse;
import rental.contract.api.Problem;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.contract.health.HealthReport.Status;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Answers;

/**
 * How the whole system is. Every service is asked, each with its own time limit, so none can hang the answer. Questions
 * that come while one is under way share its answer: asking often costs the services nothing.
 */
final class SystemHealth {
    private static final List<String> SERVICES = List.of("auth", "car", "search", "booking", "notification");
    private static final Set<String> VITAL = Set.of("auth", "car", "booking");
    private static final Problem UNKNOWN_SERVICE = Problem.notFound("service-not-found", "There is no such service.");

    private final TypedBus bus;
    private final Duration patience;
    private Future<Report> underWay;

    SystemHealth(TypedBus bus, Duration patience) {
        this.bus = bus;
        this.patience = patience;
    }

    /** One service as the gateway sees it. */
    record ServiceReport(Status status, long responseTimeMs) {
        ApiResponse answer() {
            return Answers.json(httpStatus(status), this);
        }
    }

    /** All services, and what follows from them. */
    record Report(Status status, Map<String, ServiceReport> services) {
        ApiResponse answer() {
            return Answers.json(httpStatus(status), this);
        }
    }

    /** Never fails. */
    Future<Report> all() {
        if (underWay == null || underWay.isComplete()) {
            var asked = SERVICES.stream().map(this::ask).toList();
            underWay = Future.all(asked).map(all -> report(all.list()));
        }
        return underWay;
    }

    /** The answer for one service; 404 when there is none of this name. */
    Future<ApiResponse> of(String service) {
        return SERVICES.contains(service)
                ? ask(service).map(ServiceReport::answer)
                : Future.succeededFuture(Answers.problem(UNKNOWN_SERVICE));
    }

    private Future<ServiceReport> ask(String service) {
        var start = System.nanoTime();
        return bus.request(Health.of(service), new Nothing(), patience)
                .map(HealthReport::status)
                .otherwise(UNHEALTHY)
                .map(status -> new ServiceReport(
                        status, Duration.ofNanos(System.nanoTime() - start).toMillis()));
    }

    private static Report report(List<ServiceReport> reports) {
        var services = new LinkedHashMap<String, ServiceReport>();
        for (var i = 0; i < reports.size(); i++) {
            services.put(SERVICES.get(i), reports.get(i));
        }
        return new Report(overall(services), services);
    }

    private static Status overall(Map<String, ServiceReport> services) {
        var down = services.entrySet().stream()
                .filter(service -> service.getValue().status() == UNHEALTHY)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (down.stream().anyMatch(VITAL::contains)) {
            return UNHEALTHY;
        }
        var allWell = services.values().stream().allMatch(service -> service.status() == HEALTHY);
        return allWell ? HEALTHY : DEGRADED;
    }

    private static int httpStatus(Status status) {
        return status == UNHEALTHY ? 503 : 200;
    }
}
