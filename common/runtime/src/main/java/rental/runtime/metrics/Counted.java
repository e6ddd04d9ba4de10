package rental.runtime.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often something happens, by labels. */
public final class Counted {
    private final MeterRegistry registry;
    private final String name;
    private final String meaning;
    private final List<String> labels;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();

    Counted(MeterRegistry registry, String name, String meaning, String... labels) {
        this.registry = registry;
        this.name = name;
        this.meaning = meaning;
        this.labels = List.of(labels);
        if (labels.length == 0) {
            fromZero();
        }
    }

    /**
     * Says that there has been none yet: a count that first appears as one is no increase to Prometheus. What has no labels
     * does so by itself.
     *
     * @param values of the labels, in their order
     */
    public void fromZero(String... values) {
        more(0, values);
    }

    /** Once more. @param values of the labels, in their order */
    public void more(String... values) {
        more(1, values);
    }

    /** So many more. @param values of the labels, in their order */
    public void more(long amount, String... values) {
        counters.computeIfAbsent(List.of(values), this::counter).increment(amount);
    }

    private Counter counter(List<String> values) {
        return Counter.builder(name)
                .description(meaning)
                .tags(Labels.of(labels, values))
                .register(registry);
    }
}
