package rental.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a run was measured on, in words that tell nothing of whose machine it is.
 *
 * @param postgres version
 * @param elasticsearch version
 * @param http the load generator
 * @param sql the generator of the yardstick
 */
public record Machine(
        int processors,
        String processor,
        long memoryMegabytes,
        String java,
        String postgres,
        String elasticsearch,
        String http,
        String sql) {

    public static Machine of(String postgres, String elasticsearch, String http, String sql) {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                line(Path.of("/proc/cpuinfo"), "model name").orElse(System.getProperty("os.arch")),
                memory(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
                postgres,
                elasticsearch,
                http,
                sql);
    }

    private static long memory() {
        return line(Path.of("/proc/meminfo"), "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / 1024)
                .orElse(0L);
    }

    private static Optional<String> line(Path file, String name) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip());
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
