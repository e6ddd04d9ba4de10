package rental.backends.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Server processes that outlived the JVM that started them, found by the files in which they wrote their process id. */
public final class Orphans {
    private Orphans() {}

    /**
     * The process whose id is on the first line of the file, if it lives and its command line holds the mark: ids are used
     * again, after a reboot and in containers all the time, so that an id alone says nothing.
     */
    public static Optional<ProcessHandle> find(Path pidFile, String mark) {
        return firstLine(pidFile)
                .filter(line -> line.matches("\\d{1,18}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> commandLine(process).contains(mark));
    }

    private static Optional<String> firstLine(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().map(String::strip);
        } catch (IOException e) {
            // No file: nothing was left behind.
            return Optional.empty();
        }
    }

    private static String commandLine(ProcessHandle process) {
        try {
            // Whole, where the JDK's own answer is cut at a page.
            var raw = Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
            return new String(raw, StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }
}
