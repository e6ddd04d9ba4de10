package rental.contract.health;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * How a service is, by its own account.
 *
 * @param status what it can do
 * @param reasons what keeps it from doing all, one sentence each; empty when healthy
 */
public record HealthReport(Status status, List<String> reasons) {
    /** {@code DEGRADED}: it answers, but not everything, or not as it should. */
    public enum Status {
        HEALTHY,
        DEGRADED,
        UNHEALTHY
    }

    public HealthReport {
        requireNonNull(status);
        reasons = List.copyOf(reasons);
    }

    public static HealthReport healthy() {
        return new HealthReport(Status.HEALTHY, List.of());
    }

    /** Healthy when there is no reason not to be. */
    public static HealthReport degraded(List<String> reasons) {
        return reasons.isEmpty() ? healthy() : new HealthReport(Status.DEGRADED, reasons);
    }

    public static HealthReport unhealthy(String reason) {
        return new HealthReport(Status.UNHEALTHY, List.of(reason));
    }
}
