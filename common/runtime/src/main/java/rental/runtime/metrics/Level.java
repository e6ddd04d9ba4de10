package rental.runtime.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** How much there is of something at the moment, by labels: set as a whole, or kept up by several that each add their part. */
public final class Level {
    private final MeterRegistry registry;
    private final String name;
    private final String meaning;
    private final List<String> labels;
    private final Map<List<String>, AtomicReference<Double>> values = new ConcurrentHashMap<>();

    Level(MeterRegistry registry, String name, String meaning, String... labels) {
        this.registry = registry;
        this.name = name;
        this.meaning = meaning;
        this.labels = List.of(labels);
    }

    /** Now it is this. @param labels their values, in their order */
    public void is(double value, String... labels) {
        value(labels).set(value);
    }

    /** Now it is so much more. @param labels their values, in their order */
    public void rises(double by, String... labels) {
        value(labels).accumulateAndGet(by, Double::sum);
    }

    private AtomicReference<Double> value(String... labels) {
        return values.computeIfAbsent(List.of(labels), this::register);
    }

    private AtomicReference<Double> register(List<String> values) {
        var value = new AtomicReference<>(0.0);
        Gauge.builder(name, value, AtomicReference::get)
                .description(meaning)
                .tags(Labels.of(labels, values))
                .strongReference(true)
                .register(registry);
        return value;
    }
}
