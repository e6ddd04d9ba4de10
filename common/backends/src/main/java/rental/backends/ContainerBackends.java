package rental.backends;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.elasticsearch.ElasticsearchContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import rental.backends.process.BackendException;
import rental.backends.process.Versions;

/** Both servers as containers of the official images. Their data goes with them. */
final class ContainerBackends implements Backends {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerBackends.class);
    private static final String PASSWORD = "rental";

    private final PostgreSQLContainer postgres;
    private final ElasticsearchContainer elasticsearch;
    private final Map<String, String> databaseUrls;

    private ContainerBackends(PostgreSQLContainer postgres, ElasticsearchContainer elasticsearch) {
        this.postgres = postgres;
        this.elasticsearch = elasticsearch;
        this.databaseUrls = DATABASES.stream().collect(toMap(identity(), this::database));
    }

    /** Fetching the images for the first time may take minutes. */
    static ContainerBackends start() {
        LOG.info("Starting PostgreSQL and Elasticsearch as containers");
        var postgres = new PostgreSQLContainer(DockerImageName.parse("postgres:" + Versions.postgresMajor()));
        var elasticsearch = new ElasticsearchContainer(DockerImageName.parse(
                        "docker.elastic.co/elasticsearch/elasticsearch:" + Versions.ELASTICSEARCH))
                .withEnv("xpack.security.enabled", "false")
                .withEnv("action.auto_create_index", "false")
                .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false")
                .withEnv("indices.merge.disk.watermark.high", "1gb")
                .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m");
        try {
            Startables.deepStart(postgres, elasticsearch).join();
            return new ContainerBackends(postgres, elasticsearch);
        } catch (RuntimeException e) {
            postgres.stop();
            elasticsearch.stop();
            throw new BackendException(
                    "The containers do not start; is there a container engine? Else set BACKENDS=embedded. "
                            + e.getMessage(),
                    e);
        }
    }

    private String database(String service) {
        var name = "rental_" + service;
        try (var connection = DriverManager.getConnection(
                        postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, PASSWORD));
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(name, name));
        } catch (SQLException e) {
            throw new BackendException("Cannot create the database " + name, e);
        }
        var port = postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT);
        return "postgresql://%s:%s@%s:%d/%s".formatted(name, PASSWORD, postgres.getHost(), port, name);
    }

    @Override
    public String databaseUrl(String service) {
        return databaseUrls.get(service);
    }

    @Override
    public String elasticsearchUrl() {
        return "http://" + elasticsearch.getHttpHostAddress();
    }

    @Override
    public void close() {
        elasticsearch.stop();
        postgres.stop();
    }
}
