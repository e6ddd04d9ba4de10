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
        return of(type, "").toList();
    }

    private static Stream<SettingDescription> of(Class<? extends Record> type, String prefix) {
        return Arrays.stream(type.getRecordComponents()).flatMap(component -> of(component, prefix));
    }

    private static Stream<SettingDescription> of(RecordComponent component, String prefix) {
        var setting = component.getAnnotation(Setting.class);
        return setting == null
                ? of(component.getType().asSubclass(Record.class), prefix + Configuration.prefixOf(component))
                : Stream.of(describe(component, setting, prefix + setting.name()));
    }

    private static SettingDescription describe(RecordComponent component, Setting setting, String name) {
        var list = component.getType() == List.class;
        var optional = component.getType() == Optional.class;
        var type = list || optional
                ? ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                : component.getType();
        return new SettingDescription(
                name,
                list ? "list of " + Values.form(type) + ", separated by commas" : Values.form(type),
                setting.fallback(),
                setting.example().isEmpty() ? setting.fallback() : setting.example(),
                setting.min(),
                setting.max(),
                setting.meaning(),
                setting.fallback().isEmpty() && !list && !optional,
                type == Secret.class);
    }
}
