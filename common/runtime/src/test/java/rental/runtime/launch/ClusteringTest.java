package rental.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.runtime.config.Configuration;

class ClusteringTest {
    private static final String HOSTS = """
            127.0.0.1 localhost
            127.0.0.1 rental-nodes
            127.0.0.2 rental-nodes
            127.0.0.3 rental-nodes
            """;

    /** As with a headless service of Kubernetes, or a scaled service of Compose. */
    @Test
    void findsAllNodesBehindOneName(@TempDir Path folder) throws Exception {
        var hosts = Files.writeString(folder.resolve("hosts"), HOSTS);
        var log = folder.resolve("log");
        var nodes = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.net.hosts.file=" + hosts,
                        "-Dvertx.disableDnsResolver=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodesBehindOneName.class.getName(),
                        Integer.toString(TestPorts.free())))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            var ended = nodes.waitFor(60, TimeUnit.SECONDS);

            assertThat(ended).as(Files.readString(log)).isTrue();
            assertThat(nodes.exitValue()).as(Files.readString(log)).isZero();
        } finally {
            nodes.destroyForcibly();
        }
    }

    @Test
    void takesTheMachinesOwnAddressWhenAsked() throws IOException {
        var config = Configuration.read(ClusterConfig.class, Map.of("CLUSTER_HOST", "auto"));

        assertThat(config.address()).isEqualTo(InetAddress.getLocalHost().getHostAddress());
    }

    @Test
    void saysWhichHostCannotBeResolved() {
        var config = Configuration.read(ClusterConfig.class, Map.of("CLUSTER_HOST", "nowhere.invalid"));

        assertThatThrownBy(config::address).hasMessage("CLUSTER_HOST cannot be resolved: nowhere.invalid");
    }
}
