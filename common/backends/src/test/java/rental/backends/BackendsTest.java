package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rental.backends.Conditions.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.backends.process.Orphans;
import rental.runtime.config.Configuration;

class BackendsTest {
    private static final String NODE = "elasticsearch/elasticsearch.pid";

    @TempDir
    Path folder;

    /** One story, since each start of Elasticsearch takes seconds. */
    @Test
    void keepsDataAndLeavesNoProcessBehindWhateverIsKilled() throws Exception {
        var orphans = orphansOfAKilledJvm();
        assertThat(orphans).hasSize(2).allMatch(ProcessHandle::isAlive);

        try (var backends = Backends.start(BackendsConfig.embedded(folder, 0, 0))) {
            assertThat(orphans).noneMatch(ProcessHandle::isAlive);
            givesEveryServiceItsSettings(backends);
            assertThat(KeptData.row(backends)).isEqualTo("42");
            assertThat(KeptData.document(backends)).contains("Tesla");

            var killed = node().orElseThrow();
            killed.destroyForcibly();

            await(() -> node().filter(node -> node.pid() != killed.pid()).isPresent());
            await(() -> KeptData.document(backends).contains("Tesla"));
        }
        assertThat(servers()).isEmpty();
    }

    private List<ProcessHandle> orphansOfAKilledJvm() throws Exception {
        var helper = HelperJvm.start(folder);
        try {
            await(() -> Files.exists(HelperJvm.mark(folder)));
        } finally {
            helper.destroyForcibly().onExit().join();
        }
        return servers();
    }

    private static void givesEveryServiceItsSettings(Backends backends) throws SQLException {
        assertThat(backends.settings())
                .containsOnlyKeys(
                        "AUTH_DATABASE_URL",
                        "CAR_DATABASE_URL",
                        "BOOKING_DATABASE_URL",
                        "NOTIFICATION_DATABASE_URL",
                        "ELASTICSEARCH_URL");
        for (var service : Backends.DATABASES) {
            EmbeddedPostgresTest.connect(backends.databaseUrl(service)).close();
        }
    }

    @Test
    void stopsOneServerWhenTheOtherDoesNotStart() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = BackendsConfig.embedded(folder, 0, taken.getLocalPort());

            assertThatThrownBy(() -> Backends.start(config)).hasMessageContaining("ELASTICSEARCH_PORT");
        }
        assertThat(servers()).isEmpty();
    }

    @Test
    void leavesNoProcessBehindWhenTheJvmIsAskedToEndWhileStarting() throws Exception {
        var helper = HelperJvm.start(folder);
        await(() -> Files.exists(folder.resolve("elasticsearch/launcher.pid")));

        helper.destroy();
        helper.waitFor();

        assertThat(servers()).isEmpty();
    }

    @Test
    void embedsBothByDefault() {
        var config = Configuration.read(BackendsConfig.class, Map.of());

        assertThat(config).isEqualTo(BackendsConfig.embedded(Path.of("data"), 15432, 19200));
    }

    @Test
    void asksWhereTheBackendsOfOthersAre() {
        var environment = Map.of("BACKENDS", "external", "CAR_DATABASE_URL", "postgresql://a:b@db/car");

        assertThatThrownBy(() -> Configuration.read(BackendsConfig.class, environment))
                .hasMessageContaining("AUTH_DATABASE_URL, BOOKING_DATABASE_URL, NOTIFICATION_DATABASE_URL")
                .hasMessageContaining("ELASTICSEARCH_URL")
                .hasMessageNotContaining("CAR_DATABASE_URL");
    }

    @Test
    void startsNothingWhenOthersRunTheBackends() {
        var environment = Map.of(
                "BACKENDS", "external",
                "AUTH_DATABASE_URL", "postgresql://a:b@db/auth",
                "CAR_DATABASE_URL", "postgresql://a:b@db/car",
                "BOOKING_DATABASE_URL", "postgresql://a:b@db/booking",
                "NOTIFICATION_DATABASE_URL", "postgresql://a:b@db/notification",
                "ELASTICSEARCH_URL", "http://search:9200");

        try (var backends = Backends.start(Configuration.read(BackendsConfig.class, environment))) {
            assertThat(backends.databaseUrl("car")).isEqualTo("postgresql://a:b@db/car");
            assertThat(backends.elasticsearchUrl()).isEqualTo("http://search:9200");
        }
    }

    /** The processes that run, or start, a server on the folder. */
    private List<ProcessHandle> servers() {
        return Stream.of("postgres/data/postmaster.pid", "elasticsearch/launcher.pid", NODE)
                .flatMap(file -> Orphans.find(folder.resolve(file), folder.toString()).stream())
                .toList();
    }

    private Optional<ProcessHandle> node() {
        return Orphans.find(folder.resolve(NODE), folder.toString());
    }
}
