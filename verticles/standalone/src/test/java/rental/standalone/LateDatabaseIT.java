package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.standalone.fixture.SharedCluster.ADMIN;
import static rental.standalone.fixture.SharedCluster.PASSWORD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.Servers;
import rental.testkit.FaultProxy;

/** A cluster that starts in the wrong order: the gateway first, the databases last. */
@Tag("soak")
class LateDatabaseIT {
    private static final List<String> SERVICES = List.of("auth", "car", "booking", "notification");
    private static final Duration LONG = Duration.ofSeconds(120);

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final List<FaultProxy> NETWORK = new ArrayList<>();
    private static Cluster members;

    @AfterAll
    static void stop() {
        members.close();
        NETWORK.forEach(FaultProxy::close);
    }

    @Test
    void servicesWaitForTheirDatabasesSayWhyAndServeWhenTheseAreThere() throws IOException {
        var folder = Files.createDirectories(Path.of("target", "late").toAbsolutePath());
        var settings = new HashMap<>(SERVERS.settings());
        for (var service : SERVICES) {
            var name = service.toUpperCase(Locale.ROOT) + "_DATABASE_URL";
            var network = FaultProxy.to(settings.get(name));
            network.cut();
            NETWORK.add(network);
            settings.put(name, network.inFrontOf(settings.get(name)));
        }
        members = new Cluster(settings, folder);
        for (var index = Cluster.GROUPS.size() - 1; index >= 0; index--) {
            members.start(Cluster.GROUPS.get(index));
        }

        for (var service : SERVICES) {
            await().atMost(LONG)
                    .ignoreExceptions()
                    .until(() -> members.client(service).get("/health/ready").status() == 503);
            assertThat(members.client(service).get("/health/ready").text("/reasons/0"))
                    .isEqualTo("The database does not answer.");
            assertThat(members.client(service).get("/health/live").status()).isEqualTo(200);
            assertThat(members.member(service).lastWords()).contains("Not ready: The database does not answer.");
        }
        NETWORK.forEach(FaultProxy::heal);

        members.untilHealthy();
        members.createAdmin(ADMIN, PASSWORD);
        new Journey(members.url("gateway"), SERVERS.mail()).go(ADMIN, PASSWORD);
    }
}
