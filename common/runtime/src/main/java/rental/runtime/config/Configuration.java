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
        return new Configuration(Source.of(environment, faults::add), faults);
    }

    /** @param environment such as {@link System#getenv()}; it wins over the file that its {@code CONFIG_FILE} names */
    public static Configuration of(Map<String, String> environment) {
        var faults = new ArrayList<String>();
        return new Configuration(Source.of(environment, faults::add), faults);
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
        return bind(type, Nesting.NONE);
    }

    private <C extends Record> Optional<C> bind(Class<C> type, Nesting nesting) {
        var components = type.getRecordComponents();
        var values = Arrays.stream(components)
                .map(component -> valueOf(component, nesting))
                .toList();
        if (values.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return construct(type, nesting, values.stream().map(Optional::get).toArray());
    }

    /** @throws ConfigurationException when anything that was read is at fault */
    public void check() {
        if (!faults.isEmpty()) {
            throw new ConfigurationException(faults.stream().distinct().toList());
        }
    }

    private Optional<?> valueOf(RecordComponent component, Nesting nesting) {
        var setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            return bind(component.getType().asSubclass(Record.class), nesting.of(component));
        }
        try {
            return parse(setting, component, nesting);
        } catch (IllegalArgumentException fault) {
            faults.add(nesting.name(setting) + ": " + fault.getMessage());
            return Optional.empty();
        }
    }

    /** Empty is never an answer: a component that may be absent is itself an {@link Optional}. */
    private Optional<?> parse(Setting setting, RecordComponent component, Nesting nesting) {
        var text = source.find(nesting.name(setting))
                .or(() -> Optional.of(nesting.fallback(setting)).filter(fallback -> !fallback.isEmpty()));
        if (component.getType() == Optional.class) {
            return Optional.of(text.map(value -> Values.parse(value, component, setting)));
        }
        if (text.isEmpty() && component.getType() == List.class) {
            return Optional.of(List.of());
        }
        var required = text.orElseThrow(() -> new IllegalArgumentException("is required: " + setting.meaning()));
        return Optional.of(Values.parse(required, component, setting));
    }

    private <C extends Record> Optional<C> construct(Class<C> type, Nesting nesting, Object[] values) {
        var components = type.getRecordComponents();
        try {
            return Optional.of(canonical(type, components).newInstance(values));
        } catch (InvocationTargetException rejected) {
            faults.add(names(components, nesting) + ": " + rejected.getCause().getMessage());
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

    private static String names(RecordComponent[] components, Nesting nesting) {
        return Arrays.stream(components)
                .map(component -> component.getAnnotation(Setting.class))
                .filter(setting -> setting != null)
                .map(nesting::name)
                .collect(Collectors.joining(", "));
    }
}
