package rental.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs of this machine, and classes of ours as programs. */
public final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Commands() {}

    /** The program of that name on the {@code PATH}. */
    public static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The command that runs a class of this class path on this Java. */
    public static List<String> java(Class<?> main, List<String> options, String... arguments) {
        var command = new ArrayList<>(List.of(javaProgram()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    public static String javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Runs a class of this class path that writes a {@link Round} into the file that its last argument names.
     *
     * @param main it has a {@code main} method
     */
    public static Round measure(Class<?> main, List<String> options, String... arguments) {
        try {
            var result = Files.createTempFile("round", ".json");
            var all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = result.toString();
            run(java(main, options, all), Map.of("LOG_FORMAT", "text"));
            var round = JSON.readValue(result.toFile(), Round.class);
            Files.delete(result);
            return round;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes what {@link #measure} reads. */
    public static void write(Round round, String file) throws IOException {
        JSON.writeValue(Path.of(file).toFile(), round);
    }

    /**
     * Runs a program to its end.
     *
     * @return what it says, errors included
     * @throws IllegalStateException when it fails, with what it says
     */
    public static String run(List<String> command, Map<String, String> environment) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " fails: " + output);
            }
            return output;
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }
}
