package rental.runtime.config;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One setting as the reference tells it.
 *
 * @param name the environment variable, with the prefixes of the records around it
 * @param form what a value looks like, in words
 * @param fallback what holds when nothing is set; empty when nothing does
 * @param example a value as it could be written
 * @param min the smallest value that is taken; empty for no bound
 * @param max the largest value that is taken; empty for no bound
 * @param meaning one sentence
 * @param required whether a process that reads it does not start without it
 * @param secret whether it must not be shown
 */
public record SettingDescription(
        String name,
        String form,
        String fallback,
        String example,
        String min,
        String max,
        String meaning,
        boolean required,
        boolean secret) {

    public SettingDescription {
        requireNonNull(name);
        requireNonNull(meaning);
    }

    /** All settings that a configuration record is read from, in the order in which it names them. */
    public static List<SettingDescription> of(Class<? extends Record> type) {
        return of(type, Nesting.NONE).toList();
    }

    private static Stream<SettingDescription> of(Class<? extends Record> type, Nesting nesting) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> of(component, nesting));
    }

    private static Stream<SettingDescription> of(RecordComponent component, Nesting nesting) {
        var setting = component.getAnnotation(Setting.class);
        return setting == null
                ? of(component.getType().asSubclass(Record.class), nesting.of(component))
                : Stream.of(describe(component, setting, nesting));
    }

    private static SettingDescription describe(RecordComponent component, Setting setting, Nesting nesting) {
        var fallback = nesting.fallback(setting);
        var list = component.getType() == List.class;
        var optional = component.getType() == Optional.class;
        var type = list || optional
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getType();
        return new SettingDescription(
                nesting.name(setting),
                list ? "list of " + Values.form(type) + ", separated by commas" : Values.form(type),
                fallback,
                setting.example().isEmpty() ? fallback : setting.example(),
                setting.min(),
                setting.max(),
                setting.meaning(),
                fallback.isEmpty() && !list && !optional,
                type == Secret.class);
    }
}
