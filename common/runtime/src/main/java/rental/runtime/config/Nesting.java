package rental.runtime.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a configuration record stands among others, and what that means for its settings.
 *
 * @param prefix what stands before their names
 * @param fallbacks what holds instead of their own fallbacks, by names with the prefix
 */
record Nesting(String prefix, Map<String, String> fallbacks) {
    static final Nesting NONE = new Nesting("", Map.of());

    /** For the record that stands in a component. */
    Nesting of(RecordComponent component) {
        var annotation = Optional.ofNullable(component.getAnnotation(Prefix.class));
        var inner = prefix + annotation.map(Prefix::value).orElse("");
        var known = new HashMap<>(fallbacks);
        annotation.map(Prefix::fallbacks).stream()
                .flatMap(Arrays::stream)
                .map(fallback -> fallback.split("=", 2))
                .forEach(fallback -> known.putIfAbsent(inner + fallback[0], fallback[1]));
        return new Nesting(inner, known);
    }

    String name(Setting setting) {
        return prefix + setting.name();
    }

    /** Empty when nothing holds unless something is set. */
    String fallback(Setting setting) {
        return fallbacks.getOrDefault(name(setting), setting.fallback());
    }
}
