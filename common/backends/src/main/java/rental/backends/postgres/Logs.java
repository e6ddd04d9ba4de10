package rental.backends.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Logs of servers that do not turn them over themselves. */
final class Logs {
    private static final long LONGEST = 10L << 20;

    private Logs() {}

    /** Puts a log that has grown long aside, in place of the one before it. */
    static void keepShort(Path log) {
        try {
            if (Files.exists(log) && Files.size(log) > LONGEST) {
                Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot turn over the log " + log, e);
        }
    }
}
