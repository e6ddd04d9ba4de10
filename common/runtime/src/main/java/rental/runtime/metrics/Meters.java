package rental.runtime.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The meters of this process. A meter is a family: one name, one meaning, the names of its labels; the values of the labels
 * come with each use and must be few, such as the names of operations and never an id. Names are Micrometer's, with dots, and
 * become Prometheus's: {@code rental.http.requests} is read as {@code rental_http_requests_seconds_count}.
 *
 * <p>Families are kept for the life of the process and may be used from any thread. Asking for one again gives the same.
 */
public final class Meters {
    private static final Meters NONE = new Meters(new CompositeMeterRegistry());
    private static final Map<MeterRegistry, Meters> OF_REGISTRIES = new ConcurrentHashMap<>();

    private final MeterRegistry registry;
    private final Map<String, Timed> timed = new ConcurrentHashMap<>();
    private final Map<String, Counted> counted = new ConcurrentHashMap<>();
    private final Map<String, Level> levels = new ConcurrentHashMap<>();

    private Meters(MeterRegistry registry) {
        this.registry = requireNonNull(registry);
    }

    /** Those that Vert.x measures with too; what is measured goes nowhere when it measures nothing. */
    public static Meters ofProcess() {
        return Optional.ofNullable(BackendRegistries.getDefaultNow())
                .map(Meters::of)
                .orElse(NONE);
    }

    /** Those of a registry. */
    public static Meters of(MeterRegistry registry) {
        return OF_REGISTRIES.computeIfAbsent(registry, Meters::new);
    }

    /** How often something is done and how long it takes. */
    public Timed timed(String name, String meaning, String... labels) {
        return timed.computeIfAbsent(name, first -> new Timed(registry, name, meaning, labels));
    }

    /** How often something happens. */
    public Counted counted(String name, String meaning, String... labels) {
        return counted.computeIfAbsent(name, first -> new Counted(registry, name, meaning, labels));
    }

    /** How much there is of something at the moment. */
    public Level level(String name, String meaning, String... labels) {
        return levels.computeIfAbsent(name, first -> new Level(registry, name, meaning, labels));
    }
}
