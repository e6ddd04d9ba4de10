package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rental.backends.Conditions.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.runtime.config.Configuration;

class BackendsTest {
    @TempDir
    Path folder;

    @Test
    void givesEveryServiceItsSettings() throws Exception {
        try (var backends = Backends.start(BackendsConfig.embedded(folder, 0, 0))) {
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
    }

    @Test
    void stopsOneServerWhenTheOtherDoesNotStart() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var config = BackendsConfig.embedded(folder, 0, taken.getLocalPort());

            assertThatThrownBy(() -> Backends.start(config)).hasMessageContaining("ELASTICSEARCH_PORT");
        }
        assertThat(PostgresServer.orphan(folder.resolve("postgres"))).isEmpty();
    }

    @Test
    void leavesNoProcessBehindWhenTheJvmIsAskedToEndWhileStarting() throws Exception {
        var helper = HelperJvm.start("both", folder);
        await(() -> Files.exists(folder.resolve("elasticsearch").resolve("launcher.pid")));

        helper.destroy();
        helper.waitFor();

        assertThat(PostgresServer.orphan(folder.resolve("postgres"))).isEmpty();
        assertThat(ElasticsearchServer.orphans(folder.resolve("elasticsearch"))).isEmpty();
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
}
