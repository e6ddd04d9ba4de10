package rental.backends;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import rental.backends.elasticsearch.ElasticsearchOptions;
import rental.backends.elasticsearch.EmbeddedElasticsearch;
import rental.backends.postgres.EmbeddedPostgres;
import rental.backends.postgres.PostgresOptions;
import rental.backends.process.BackendException;
import rental.backends.process.Starting;

/** Both servers, run by this JVM, with their data under one folder. */
final class EmbeddedBackends implements Backends {
    private final EmbeddedPostgres postgres;
    private final EmbeddedElasticsearch elasticsearch;
    private final Map<String, String> databaseUrls;

    private EmbeddedBackends(
            EmbeddedPostgres postgres, EmbeddedElasticsearch elasticsearch, Map<String, String> databaseUrls) {
        this.postgres = postgres;
        this.elasticsearch = elasticsearch;
        this.databaseUrls = databaseUrls;
    }

    static EmbeddedBackends start(BackendsConfig config, Consumer<DatabaseUrls> preparation) {
        try (var starting = new Starting()) {
            var elasticsearch =
                    starting.begin("elasticsearch", () -> EmbeddedElasticsearch.start(elasticsearchOptions(config)));
            var postgres = starting.begin("postgres", () -> EmbeddedPostgres.start(postgresOptions(config)));
            var databaseUrls = databases(get(postgres));
            preparation.accept(databaseUrls::get);
            var backends = new EmbeddedBackends(get(postgres), get(elasticsearch), databaseUrls);
            starting.succeeded();
            return backends;
        }
    }

    private static PostgresOptions postgresOptions(BackendsConfig config) {
        return PostgresOptions.durable(config.dataDir().resolve("postgres"), config.postgresPort());
    }

    private static ElasticsearchOptions elasticsearchOptions(BackendsConfig config) {
        Path folder = config.dataDir().resolve("elasticsearch");
        return new ElasticsearchOptions(
                folder,
                config.elasticsearchHome(),
                config.elasticsearchPort(),
                config.elasticsearchHeapMegabytes(),
                true);
    }

    private static Map<String, String> databases(EmbeddedPostgres postgres) {
        return DATABASES.stream().collect(toMap(identity(), postgres::database));
    }

    private static <T> T get(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof BackendException known
                    ? known
                    : new BackendException(
                            "A backend does not start: " + e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public String databaseUrl(String service) {
        return databaseUrls.get(service);
    }

    @Override
    public String elasticsearchUrl() {
        return elasticsearch.url();
    }

    @Override
    public void close() {
        var stopping = CompletableFuture.runAsync(elasticsearch::close);
        try {
            postgres.close();
        } finally {
            stopping.join();
        }
    }
}
