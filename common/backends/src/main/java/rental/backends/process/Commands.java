package rental.backends.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Command lines of the servers and of the tools that come with them. */
public final class Commands {
    private static final int TAIL_LINES = 15;

    private Commands() {}

    /**
     * A server or tool to be run as {@link ServerUser}, with its output appended to a file, in a session of its own: a Ctrl-C in
     * the terminal reaches this JVM alone, which then stops the servers when nothing needs them any more.
     */
    public static ProcessBuilder inOwnSession(List<String> command, Path output) {
        var line = new ArrayList<>(Session.PREFIX);
        line.addAll(ServerUser.current().prefix());
        line.addAll(command);
        var builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(Commands::wouldMislead);
        return builder;
    }

    /** Settings of other installations and of our own JVM that a server would pick up. */
    private static boolean wouldMislead(String variable) {
        return variable.startsWith("PG")
                || variable.startsWith("ES_")
                || variable.equals("CLI_JAVA_OPTS")
                || variable.equals("JAVA_TOOL_OPTIONS")
                || variable.equals("JDK_JAVA_OPTIONS")
                || variable.startsWith("LC_");
    }

    /** Runs a tool to its end; when it fails, so does this, with what it said. */
    public static void run(String what, ProcessBuilder builder, Path output) {
        try {
            var process = builder.start();
            if (awaitExit(process) != 0) {
                throw new BackendException(what + " failed:\n" + tail(output));
            }
        } catch (IOException e) {
            throw new BackendException(what + " failed: " + e.getMessage(), e);
        }
    }

    private static int awaitExit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BackendException("Interrupted", e);
        }
    }

    /** Whether a tool can be run and ends well. */
    public static boolean succeeds(List<String> prefix, String... command) {
        try {
            var line = Stream.concat(prefix.stream(), Stream.of(command)).toList();
            var process = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return awaitExit(process) == 0;
        } catch (IOException e) {
            // No such tool on this system.
            return false;
        }
    }

    /** What a tool says; empty when it cannot be run or fails. */
    public static Optional<String> output(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return awaitExit(process) == 0 ? Optional.of(text) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The last lines of a server's log, to explain why it did not start. */
    public static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            var last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return String.join("\n", last) + "\n(more in " + log + ")";
        } catch (IOException e) {
            return "(its log " + log + " cannot be read: " + e.getMessage() + ")";
        }
    }

    /** How a process gets a session of its own: by util-linux, else by Perl (macOS has no setsid), else not at all. */
    private static final class Session {
        private static final List<List<String>> WAYS = List.of(
                List.of("setsid"), List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec { $ARGV[0] } @ARGV"));
        private static final List<String> PREFIX =
                WAYS.stream().filter(way -> succeeds(way, "true")).findFirst().orElse(List.of());
    }
}
