package rental.backends.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The build's output for a program started inside the source tree, by Maven or an editor, in whichever module. */
public final class SourceTree {
    private static final Path BUILD = Path.of("common", "backends", "target");

    private SourceTree() {}

    /** This module's build folder, looked for in the working directory and upwards. */
    public static Optional<Path> build() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve(BUILD))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
