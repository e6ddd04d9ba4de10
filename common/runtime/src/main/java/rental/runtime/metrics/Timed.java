package rental.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** How often something is done and how long it takes, by labels; a histogram with bounds from 1 ms to 5 s. */
public final class Timed {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry registry;
    private final String name;
    private final String meaning;
    private final List<String> labels;
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

    Timed(MeterRegistry registry, String name, String meaning, String... labels) {
        this.registry = registry;
        this.name = name;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** Once more, in so many nanoseconds. @param values of the labels, in their order */
    public void took(long nanos, String... values) {
        timers.computeIfAbsent(List.of(values), this::timer).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(List<String> values) {
        return Timer.builder(name)
                .description(meaning)
                .tags(Labels.of(labels, values))
                .serviceLevelObjectives(BOUNDS)
                .register(registry);
    }
}
