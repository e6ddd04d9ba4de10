package rental.backends.elasticsearch;

import java.nio.file.Path;
import rental.backends.process.BackendException;
import rental.backends.process.FolderLock;
import rental.backends.process.Ports;
import rental.backends.process.Processes;
import rental.backends.process.Supervisor;

/**
 * A real Elasticsearch node, run by this JVM on the loopback interface, without security.
 *
 * <p>Its data is kept in its folder from one run to the next. A node that an earlier, hard-killed JVM left behind in the same
 * folder is stopped first; a node that dies while this object is open is started again on the same port. All methods block.
 *
 * <p>The node is the archive that Elastic publishes for integration tests: the real server with most modules left out. What
 * works on it works on a full one; not the other way round (no scripts, no reindex, no edge n-grams; {@code GET /} answers 405).
 */
public final class EmbeddedElasticsearch implements AutoCloseable {
    private final FolderLock lock;
    private final ElasticsearchServer server;
    private final Supervisor supervisor;

    private EmbeddedElasticsearch(FolderLock lock, ElasticsearchServer server, Supervisor supervisor) {
        this.lock = lock;
        this.server = server;
        this.supervisor = supervisor;
    }

    /**
     * Starts the node and waits until it answers.
     *
     * @throws BackendException when the folder is in use by another run, the port is taken, Elasticsearch is not found, or does
     *     not start
     */
    public static EmbeddedElasticsearch start(ElasticsearchOptions options) {
        var lock = FolderLock.lock(options.folder());
        try {
            var home = ElasticsearchHome.find(options.home(), options.folder().resolve("programs"));
            var server = new ElasticsearchServer(options, home, Ports.orFree(options.port()));
            server.prepare();
            return new EmbeddedElasticsearch(lock, server, Supervisor.start(server));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Stops the node that a dead JVM left behind in the folder. Does nothing when there is none, or when it is in use. */
    public static void stopOrphan(Path folder) {
        FolderLock.tryLock(folder).ifPresent(lock -> {
            try (lock) {
                ElasticsearchServer.orphans(folder).forEach(Processes::kill);
            }
        });
    }

    /** Where the node is asked: {@code http://127.0.0.1:port}. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** The process that runs the node at this moment; another one after it has died. */
    public ProcessHandle process() {
        return supervisor.process();
    }

    /** Stops the node; no process is left. */
    @Override
    public void close() {
        try (lock) {
            supervisor.close();
        }
    }
}
