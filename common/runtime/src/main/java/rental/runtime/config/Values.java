package rental.runtime.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a setting's text into the type its record asks for. A complaint is one clause that can stand behind the key. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<Type, Function<String, Object>> PARSERS = Map.ofEntries(
            Map.entry(String.class, text -> text),
            Map.entry(int.class, Values::integer),
            Map.entry(Integer.class, Values::integer),
            Map.entry(boolean.class, Values::flag),
            Map.entry(BigDecimal.class, Values::decimal),
            Map.entry(Duration.class, Values::duration),
            Map.entry(URI.class, Values::uri),
            Map.entry(Path.class, Path::of),
            Map.entry(Secret.class, Secret::new),
            Map.entry(Currency.class, Values::currency),
            Map.entry(Rate.class, Rate::parse));

    private static final Map<Type, String> FORMS = Map.ofEntries(
            Map.entry(String.class, "text"),
            Map.entry(int.class, "whole number"),
            Map.entry(Integer.class, "whole number"),
            Map.entry(boolean.class, "true or false"),
            Map.entry(BigDecimal.class, "decimal number"),
            Map.entry(Duration.class, "duration"),
            Map.entry(URI.class, "URL"),
            Map.entry(Path.class, "path"),
            Map.entry(Secret.class, "secret"),
            Map.entry(Currency.class, "ISO 4217 code"),
            Map.entry(Rate.class, "rate"));

    private Values() {}

    /** What a value of a type looks like, in words. */
    static String form(Type type) {
        return type instanceof Class<?> enumeration && enumeration.isEnum()
                ? "one of " + choices(enumeration)
                : FORMS.get(type);
    }

    static Object parse(String text, RecordComponent component, Setting setting) {
        var type = component.getType();
        if (type == Optional.class) {
            return single(text.strip(), argument(component), setting);
        }
        if (type == List.class) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(part -> single(part, argument(component), setting))
                    .toList();
        }
        return single(text.strip(), type, setting);
    }

    private static Object single(String text, Type type, Setting setting) {
        if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
            return constant(text, enumeration);
        }
        var parser = Optional.ofNullable(PARSERS.get(type))
                .orElseThrow(() -> new IllegalStateException(setting.name() + " has a type without a parser: " + type));
        var value = parser.apply(text);
        checkRange(value, setting, parser);
        return value;
    }

    @SuppressWarnings("unchecked")
    private static void checkRange(Object value, Setting setting, Function<String, Object> parser) {
        if (!setting.min().isEmpty() && ((Comparable<Object>) value).compareTo(parser.apply(setting.min())) < 0) {
            throw new IllegalArgumentException("must be at least " + setting.min());
        }
        if (!setting.max().isEmpty() && ((Comparable<Object>) value).compareTo(parser.apply(setting.max())) > 0) {
            throw new IllegalArgumentException("must be at most " + setting.max());
        }
    }

    private static Type argument(RecordComponent component) {
        return ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
    }

    private static Object constant(String text, Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .filter(constant -> constant.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> expected("one of " + choices(enumeration), text));
    }

    private static String choices(Class<?> enumeration) {
        return Arrays.stream(enumeration.getEnumConstants())
                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static Object integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException malformed) {
            throw expected("a whole number", text);
        }
    }

    private static Object decimal(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException malformed) {
            throw expected("a decimal number", text);
        }
    }

    private static Object flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw expected("true or false", text);
        };
    }

    static Duration duration(String text) {
        var parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw expected("a duration such as 500ms, 30s, 15m, 24h or 7d", text);
        }
        var count = Integer.parseInt(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static Object uri(String text) {
        var uri = URI.create(text);
        if (uri.getScheme() == null) {
            throw new IllegalArgumentException("must be a URL with a scheme");
        }
        return uri;
    }

    private static Object currency(String text) {
        try {
            return Currency.getInstance(text);
        } catch (IllegalArgumentException unknown) {
            throw expected("an ISO 4217 currency code", text);
        }
    }

    static IllegalArgumentException expected(String what, String text) {
        return new IllegalArgumentException("must be " + what + ", not '" + text + "'");
    }
}
