package rental.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads configuration records. Faults are collected over all records that are read and reported together by
 * {@link #check}: a wrong value stops the start with one message that names them all.
 */
public final class Configuration {
    private final Source source;
    private final List<String> faults;

    private Configuration(Source source, List<String> faults) {
        this.source = source;
        this.faults = faults;
    }

    /** Another environment, with faults told together with this one's. */
    public Configuration with(Map<String, String> environment) {
        return new Configuration(Source.of(environment), faults);
    }

    /** The process's own environment, over the file {@code CONFIG_FILE}. */
    public static Configuration ofEnvironment() {
        return of(System.getenv());
    }

    /** The same with an environment given as a map, as tests do. */
    public static Configuration of(Map<String, String> environment) {
        return new Configuration(Source.of(environment), new ArrayList<>());
    }

    /**
     * Reads one record on its own.
     *
     * @throws ConfigurationException naming every fault in it
     */
    public static <C extends Record> C read(Class<C> type, Map<String, String> environment) {
        var configuration = of(environment);
        var value = configuration.bind(type);
        configuration.check();
        return value.orElseThrow();
    }

    /** Reads a record; empty when something in it is at fault, which {@link #check} will tell. */
    public <C extends Record> Optional<C> bind(Class<C> type) {
        return bind(type, "");
    }

    private <C extends Record> Optional<C> bind(Class<C> type, String prefix) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> valueOf(component, prefix))
                .toList();
        if (values.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return construct(type, prefix, values.stream().map(Optional::get).toArray());
    }

    /** @throws ConfigurationException when anything that was read is at fault */
    public void check() {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.stream().distinct().toList());
        }
    }

    private Optional<?> valueOf(RecordComponent component, String prefix) {
        var setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            return bind(component.getType().asSubclass(Record.class), prefix + prefixOf(component));
        }
        try {
            return parse(setting, component, prefix);
        } catch (IllegalArgumentException fault) {
            faults.add(prefix + setting.name() + ": " + fault.getMessage());
            return Optional.empty();
        }
    }

    static String prefixOf(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(Prefix.class))
                .map(Prefix::value)
                .orElse("");
    }

    /** Empty is never an answer: a component that may be absent is itself an {@link Optional}. */
    private Optional<?> parse(Setting setting, RecordComponent component, String prefix) {
        var text = source.find(prefix + setting.name())
                .or(() -> Optional.of(setting.fallback()).filter(fallback -> !fallback.isEmpty()));
        if (component.getType() == Optional.class) {
            return Optional.of(text.map(value -> Values.parse(value, component, setting)));
        }
        if (text.isEmpty() && component.getType() == List.class) {
            return Optional.of(List.of());
        }
        var required = text.orElseThrow(() -> new IllegalArgumentException("is required: " + setting.meaning()));
        return Optional.of(Values.parse(required, component, setting));
    }

    private <C extends Record> Optional<C> construct(Class<C> type, String prefix, Object[] values) {
        var components = type.getRecordComponents();
        try {
            return Optional.of(canonical(type, components).newInstance(values));
        } catch (InvocationTargetException rejected) {
            faults.add(names(components, prefix) + ": " + rejected.getCause().getMessage());
            return Optional.empty();
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalStateException(type + " cannot be constructed", unreachable);
        }
    }

    private static <C extends Record> Constructor<C> canonical(Class<C> type, RecordComponent[] components)
            throws NoSuchMethodException {
        var constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return constructor;
    }

    private static String names(RecordComponent[] components, String prefix) {
        return Arrays.stream(components)
                .map(component -> component.getAnnotation(Setting.class))
                .filter(setting -> setting != null)
                .map(setting -> prefix + setting.name())
                .collect(Collectors.joining(", "));
    }
}
