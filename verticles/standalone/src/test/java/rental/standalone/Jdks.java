package rental.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Java that separate processes run on: 25 where the machine has one, so that a build on 17 tries both. */
final class Jdks {
    private static final Logger LOG = LoggerFactory.getLogger(Jdks.class);
    private static final String NEWEST = "JAVA_VERSION=\"25";

    private Jdks() {}

    /** The path of a {@code java} command. */
    static String java() {
        var own = Path.of(System.getProperty("java.home"));
        var home = named().or(() -> besides(own)).orElseGet(() -> {
            LOG.warn("No Java 25 on this machine: the separate processes run on {} too", own);
            return own;
        });
        return home.resolve("bin/java").toString();
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of).filter(Files::isDirectory);
    }

    private static Optional<Path> besides(Path own) {
        try (Stream<Path> siblings = Files.list(own.toAbsolutePath().getParent())) {
            return siblings.filter(Jdks::isNewest).findFirst();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isNewest(Path home) {
        var release = home.resolve("release");
        try {
            return Files.isRegularFile(release) && Files.readString(release).contains(NEWEST);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
