package rental.runtime.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;

/** Where settings come from: the environment, over the file that {@code CONFIG_FILE} names. */
final class Source {
    private static final String FILE = "CONFIG_FILE";
    private static final String FILE_SUFFIX = "_FILE";

    /** The stronger first. */
    private final List<Map<String, String>> layers;

    private Source(List<Map<String, String>> layers) {
        this.layers = layers;
    }

    /** @param faults is told when the file that {@code CONFIG_FILE} names cannot be read; then the environment holds alone */
    static Source of(Map<String, String> environment, Consumer<String> faults) {
        return new Source(List.of(Map.copyOf(environment), file(environment, faults)));
    }

    private static Map<String, String> file(Map<String, String> environment, Consumer<String> faults) {
        try {
            return Optional.ofNullable(environment.get(FILE))
                    .filter(path -> !path.isBlank())
                    .map(path -> parse(read(path)))
                    .orElse(Map.of());
        } catch (IllegalArgumentException unreadable) {
            faults.accept(FILE + ": " + unreadable.getMessage());
            return Map.of();
        }
    }

    /** The value set for a name, or held by the file that {@code NAME_FILE} points to; blank counts as not set. */
    Optional<String> find(String name) {
        return layers.stream().flatMap(layer -> find(layer, name).stream()).findFirst();
    }

    private static Optional<String> find(Map<String, String> layer, String name) {
        return Optional.ofNullable(layer.get(name))
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(layer.get(name + FILE_SUFFIX))
                        .filter(path -> !path.isBlank())
                        .map(path -> read(path).strip()))
                .filter(value -> !value.isBlank());
    }

    private static String read(String path) {
        try {
            return Files.readString(Path.of(path));
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException("cannot read the file " + path, unreadable);
        }
    }

    private static Map<String, String> parse(String text) {
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        var values = new HashMap<String, String>();
        properties.forEach((key, value) -> values.put((String) key, (String) value));
        return values;
    }
}
