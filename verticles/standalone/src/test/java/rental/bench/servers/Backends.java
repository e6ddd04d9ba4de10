package rental.bench.servers;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.backends.elasticsearch.ElasticsearchOptions;
import rental.backends.elasticsearch.EmbeddedElasticsearch;
import rental.backends.postgres.EmbeddedPostgres;
import rental.backends.postgres.PostgresOptions;
import rental.backends.process.Folders;
import rental.migrations.Migrator;
import rental.testkit.ApiClient;

/** PostgreSQL and Elasticsearch as the default run has them, durable, with data of their own. */
public final class Backends implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);
    private static final int ANY_PORT = 0;

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final EmbeddedElasticsearch elasticsearch;
    private boolean closed;

    private Backends(Path folder, EmbeddedPostgres postgres, EmbeddedElasticsearch elasticsearch) {
        this.folder = folder;
        this.postgres = postgres;
        this.elasticsearch = elasticsearch;
    }

    /**
     * Starts both.
     *
     * @param folder for everything that is written; what an earlier run left in it is removed
     * @param heapMegabytes of Elasticsearch
     */
    public static Backends start(Path folder, int heapMegabytes) {
        EmbeddedPostgres.stopOrphan(folder.resolve("postgres"));
        EmbeddedElasticsearch.stopOrphan(folder.resolve("elasticsearch"));
        empty(folder);
        var postgres = EmbeddedPostgres.start(PostgresOptions.durable(folder.resolve("postgres"), ANY_PORT));
        var elasticsearch = EmbeddedElasticsearch.start(new ElasticsearchOptions(
                folder.resolve("elasticsearch"), Optional.empty(), ANY_PORT, heapMegabytes, true));
        return new Backends(folder, postgres, elasticsearch);
    }

    /** New databases with a fleet in them, by service. */
    public Map<String, String> load(Fleet fleet) {
        LOG.info("Loading {} cars with {} bookings", fleet.cars(), fleet.bookings());
        var databases = rental.backends.Backends.DATABASES.stream()
                .collect(toMap(identity(), service -> postgres.database(name(service, fleet))));
        databases.forEach((service, url) -> Migrator.migrate(rental.migrations.Database.of(service), url));
        new FleetLoader(fleet, databases).load();
        return databases;
    }

    /** A copy of a service's database beside it, which no service knows. Nobody may be connected to the original. */
    public String copy(String service, Fleet fleet) {
        return postgres.copy(name(service, fleet), name(service, fleet) + "_alone");
    }

    public void drop(Fleet fleet) {
        postgres.drop(name("booking", fleet) + "_alone");
        rental.backends.Backends.DATABASES.forEach(service -> postgres.drop("rental_" + name(service, fleet)));
    }

    public String elasticsearch() {
        return elasticsearch.url();
    }

    public String postgresVersion() {
        try (var database = Database.at(postgres.database("car"))) {
            return database.text("SHOW server_version");
        }
    }

    /** Its own root page is missing in the build of the default run. */
    public String elasticsearchVersion() {
        return ApiClient.of(elasticsearch.url())
                .get("/_nodes?filter_path=nodes.*.version")
                .json()
                .findValue("version")
                .asText();
    }

    public ProcessHandle postgresProcess() {
        return postgres.process();
    }

    public ProcessHandle elasticsearchProcess() {
        return elasticsearch.process();
    }

    public Path folder() {
        return folder;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List.<Runnable>of(elasticsearch::close, postgres::close).forEach(Runnable::run);
        empty(folder);
    }

    private static String name(String service, Fleet fleet) {
        return service + "_" + fleet.name();
    }

    private static void empty(Path folder) {
        try {
            Folders.delete(folder);
            Files.createDirectories(folder);
        } catch (IOException stubborn) {
            throw new UncheckedIOException(stubborn);
        }
    }
}
