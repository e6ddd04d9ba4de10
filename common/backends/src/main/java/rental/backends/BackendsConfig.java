package rental.backends;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which backends to use, and how to run those that are ours to run.
 *
 * @param mode who runs them
 * @param dataDir where their data is kept between runs
 * @param postgresPort of the PostgreSQL that we run, on the loopback interface; 0 takes a free one
 * @param elasticsearchPort of the Elasticsearch that we run, likewise
 * @param elasticsearchHeapMegabytes what Elasticsearch's JVM may use for objects
 * @param elasticsearchHome where Elasticsearch is unpacked, when it shall not be looked for
 * @param databaseUrls of databases run by others: {@code postgresql://user:password@host:port/database} by service name
 * @param elasticsearchUrl of an Elasticsearch run by others
 */
public record BackendsConfig(
        Mode mode,
        Path dataDir,
        int postgresPort,
        int elasticsearchPort,
        int elasticsearchHeapMegabytes,
        Optional<Path> elasticsearchHome,
        Map<String, String> databaseUrls,
        Optional<String> elasticsearchUrl) {

    /** Who runs the backends. */
    public enum Mode {
        /** This JVM, from Maven artifacts. */
        EMBEDDED,
        /** This JVM, as containers of the official images. */
        CONTAINERS,
        /** Somebody else. */
        EXTERNAL
    }

    public static final int DEFAULT_POSTGRES_PORT = 15432;
    public static final int DEFAULT_ELASTICSEARCH_PORT = 19200;

    public BackendsConfig {
        requireNonNull(mode);
        requireNonNull(dataDir);
        requireNonNull(elasticsearchHome);
        databaseUrls = Map.copyOf(databaseUrls);
        requireNonNull(elasticsearchUrl);
    }

    /** The default run, with its data in the folder given. */
    public static BackendsConfig embedded(Path dataDir) {
        return embedded(dataDir, DEFAULT_POSTGRES_PORT, DEFAULT_ELASTICSEARCH_PORT);
    }

    /** The default run on other ports; 0 takes a free one. */
    public static BackendsConfig embedded(Path dataDir, int postgresPort, int elasticsearchPort) {
        return new BackendsConfig(
                Mode.EMBEDDED,
                dataDir,
                postgresPort,
                elasticsearchPort,
                ElasticsearchOptions.DEFAULT_HEAP_MEGABYTES,
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }
}
