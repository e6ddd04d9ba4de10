package rental.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.backends.elasticsearch.ElasticsearchOptions;
import rental.backends.elasticsearch.EmbeddedElasticsearch;
import rental.backends.postgres.EmbeddedPostgres;
import rental.backends.postgres.PostgresOptions;
import rental.backends.process.Folders;
import rental.migrations.Database;
import rental.migrations.Migrator;

/** The servers of this JVM: each starts when the first test wants it and ends with the JVM. */
final class TestServers {
    private static final Logger LOG = LoggerFactory.getLogger(TestServers.class);
    private static final Path RUNS = Path.of("target", "test-servers").toAbsolutePath();
    private static final Path RUN =
            RUNS.resolve(Long.toString(ProcessHandle.current().pid()));
    private static final List<AutoCloseable> started = new ArrayList<>();
    private static final Map<Database, String> templates = new HashMap<>();
    private static EmbeddedPostgres postgres;
    private static EmbeddedElasticsearch elasticsearch;

    private TestServers() {}

    static synchronized EmbeddedPostgres postgres() {
        if (postgres == null) {
            prepare();
            postgres = EmbeddedPostgres.start(PostgresOptions.throwaway(RUN.resolve("postgres")));
            started.add(postgres);
        }
        return postgres;
    }

    static synchronized EmbeddedElasticsearch elasticsearch() {
        if (elasticsearch == null) {
            prepare();
            elasticsearch = EmbeddedElasticsearch.start(ElasticsearchOptions.throwaway(RUN.resolve("elasticsearch")));
            started.add(elasticsearch);
        }
        return elasticsearch;
    }

    /** A copy of a database that has been migrated once for all tests of this JVM. */
    static synchronized String copyOf(Database database, String name) {
        templates.computeIfAbsent(database, missing -> {
            var url = postgres().database(missing.lowerCaseName());
            Migrator.migrate(missing, url);
            return url;
        });
        return postgres().copy(database.lowerCaseName(), name);
    }

    private static void prepare() {
        if (started.isEmpty()) {
            removeDeadRuns();
            Runtime.getRuntime().addShutdownHook(new Thread(TestServers::stop, "stop-test-servers"));
        }
    }

    private static void stop() {
        for (var server : started) {
            try {
                server.close();
            } catch (Exception e) {
                LOG.warn("A server of the tests does not stop", e);
            }
        }
        remove(RUN);
    }

    /** A test JVM that was killed leaves servers and data behind; whoever comes next to this module clears them away. */
    private static void removeDeadRuns() {
        if (Files.notExists(RUNS)) {
            return;
        }
        try (var runs = Files.list(RUNS)) {
            runs.filter(TestServers::isDead).forEach(run -> {
                EmbeddedPostgres.stopOrphan(run.resolve("postgres"));
                EmbeddedElasticsearch.stopOrphan(run.resolve("elasticsearch"));
                remove(run);
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear away " + RUNS, e);
        }
    }

    private static boolean isDead(Path run) {
        return ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty();
    }

    private static void remove(Path run) {
        try {
            Folders.delete(run);
        } catch (IOException e) {
            // What is left will be cleared away by a later run, or by `mvn clean`.
            LOG.debug("Cannot delete {}", run, e);
        }
    }
}
