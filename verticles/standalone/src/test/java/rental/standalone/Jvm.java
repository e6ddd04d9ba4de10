package rental.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of the system from its fat jar, with its log in a file. */
final class Jvm {
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int LAST_LINES = 60;

    private final String name;
    private final Process process;
    private final Path log;

    private Jvm(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process; its log goes behind what one of the same name has written before.
     *
     * @param options of the JVM, up to and with the jar
     */
    static Jvm start(String name, Path folder, List<String> options, Map<String, String> environment) {
        var log = folder.resolve(name + ".log");
        var command = new ArrayList<String>();
        command.add(Jdks.java());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new Jvm(name, builder.start(), log);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** Removes what processes of this name have logged in earlier runs. */
    static void forget(String name, Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(name + ".log"));
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Fails with what the process wrote last when it has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " has ended with status " + process.exitValue() + ":\n" + lastWords());
        }
    }

    /** Gives the process a line to read, and no more after it. */
    void type(String line) {
        try (var input = process.outputWriter()) {
            input.write(line + "\n");
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    /** As SIGTERM does. @return the exit status */
    int terminate() {
        process.destroy();
        return waitFor();
    }

    /** As SIGTERM does, without waiting for it. */
    void beginToEnd() {
        process.destroy();
    }

    /** As kill -9 does. */
    void kill() {
        process.destroyForcibly();
        waitFor();
    }

    /** As SIGSTOP does: it hangs, with its connections open. */
    void hang() {
        signal("STOP");
    }

    /** Goes on after {@link #hang}. */
    void goOn() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            var sent = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (sent.waitFor() != 0) {
                throw new AssertionError("No " + signal + " to " + name);
            }
        } catch (IOException unsent) {
            throw new UncheckedIOException(unsent);
        } catch (InterruptedException hurry) {
            throw interrupted(hurry);
        }
    }

    /** @return the exit status; fails when the process takes longer than it may */
    int waitFor() {
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(name + " did not stop:\n" + lastWords());
            }
            return process.exitValue();
        } catch (InterruptedException hurry) {
            throw interrupted(hurry);
        }
    }

    /** The end of the log. */
    String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static AssertionError interrupted(InterruptedException hurry) {
        Thread.currentThread().interrupt();
        return new AssertionError(hurry);
    }
}
