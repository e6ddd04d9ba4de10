package rental.backends.postgres;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import rental.backends.process.SourceTree;

/**
 * How PostgreSQL is to run.
 *
 * @param folder where its data, password and log are kept, its own and nobody else's
 * @param programs where its programs are unpacked to; may be shared by any number of servers
 * @param port on the loopback interface; 0 takes a free one
 * @param durable whether a commit survives a crash of the machine; tests go without
 */
public record PostgresOptions(Path folder, Path programs, int port, boolean durable) {
    public PostgresOptions {
        folder = requireNonNull(folder).toAbsolutePath().normalize();
        programs = requireNonNull(programs).toAbsolutePath().normalize();
    }

    /** A server that keeps what it is given. */
    public static PostgresOptions durable(Path folder, int port) {
        return new PostgresOptions(folder, programsBeside(folder), port, true);
    }

    /** A server on a free port that is quick rather than safe, for tests. */
    public static PostgresOptions throwaway(Path folder) {
        return new PostgresOptions(folder, programsBeside(folder), 0, false);
    }

    /** In the source tree all servers share one copy, which goes with the build's output. */
    private static Path programsBeside(Path folder) {
        return SourceTree.build().orElse(folder).resolve("programs");
    }
}
