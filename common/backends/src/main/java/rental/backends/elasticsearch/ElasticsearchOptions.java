package rental.backends.elasticsearch;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How Elasticsearch is to run.
 *
 * @param folder where its data, settings and logs are kept, its own and nobody else's
 * @param home where Elasticsearch itself is, unpacked; when not given it is looked for, see {@link EmbeddedElasticsearch}
 * @param port of HTTP on the loopback interface; 0 takes a free one
 * @param heapMegabytes what its JVM may use for objects; it takes about as much again for itself
 * @param durable whether it is given the time to stop cleanly; tests go without
 */
public record ElasticsearchOptions(Path folder, Optional<Path> home, int port, int heapMegabytes, boolean durable) {
    /** Enough for some ten thousand cars. */
    public static final int DEFAULT_HEAP_MEGABYTES = 256;

    public ElasticsearchOptions {
        folder = requireNonNull(folder).toAbsolutePath().normalize();
        home = home.map(path -> path.toAbsolutePath().normalize());
    }

    /** A server on a free port that is quick rather than safe, for tests. */
    public static ElasticsearchOptions throwaway(Path folder) {
        return new ElasticsearchOptions(folder, Optional.empty(), 0, DEFAULT_HEAP_MEGABYTES, false);
    }
}
