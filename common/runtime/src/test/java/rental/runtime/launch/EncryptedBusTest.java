package rental.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.runtime.config.Configuration;
import rental.runtime.config.ConfigurationException;
import rental.runtime.tls.TestAuthority;

class EncryptedBusTest {
    private static final int NODES = 4;

    @TempDir
    Path folder;

    private final String cluster = "encrypted-" + UUID.randomUUID();
    private final List<Integer> ports =
            IntStream.range(0, NODES).mapToObj(i -> TestPorts.free()).toList();

    /** Hazelcast lets all of them join: it is the event bus that keeps two of them out. */
    @Test
    void onlyNodesWithACertificateOfTheInstallationTakePart() throws Exception {
        var ours = TestAuthority.in(folder, "ours");
        var theirs = TestAuthority.in(folder, "theirs");
        var home = BusNode.start("home", settings(0, tls(ours.issue("home"), ours)));
        try {
            var member = file("member", settings(1, tls(ours.issue("member"), ours)));
            var impostor = file("impostor", settings(2, tls(theirs.issue("impostor"), ours)));
            var naked = file("naked", settings(3, Map.of()));

            assertThat(whoReachesWhom(member, impostor, naked)).isEqualTo("home → member, member → home");
        } finally {
            home.stop();
        }
    }

    @Test
    void aCertificateWithoutItsKeyIsAFaultOfTheConfiguration() {
        var certificate = Map.of("CLUSTER_TLS_CERTIFICATE", "/etc/hosts");

        assertThatThrownBy(() -> Configuration.read(ClusterConfig.class, certificate))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CLUSTER_TLS_KEY")
                .hasMessageContaining("together or not at all");
    }

    private String whoReachesWhom(Path member, Path impostor, Path naked) throws IOException, InterruptedException {
        var seen = folder.resolve("seen");
        var log = folder.resolve("log");
        var process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EncryptedNodes.class.getName(),
                        member.toString(),
                        impostor.toString(),
                        naked.toString(),
                        seen.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(90, TimeUnit.SECONDS))
                    .as(Files.readString(log))
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            return Files.readString(seen);
        } finally {
            process.destroyForcibly();
        }
    }

    private Map<String, String> settings(int node, Map<String, String> tls) {
        var settings = new HashMap<>(tls);
        settings.put("CLUSTER_NAME", cluster);
        settings.put("CLUSTER_PORT", ports.get(node).toString());
        settings.put(
                "CLUSTER_MEMBERS",
                ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")));
        return settings;
    }

    private static Map<String, String> tls(TestAuthority.Issued own, TestAuthority trusted) {
        return Map.of(
                "CLUSTER_TLS_CERTIFICATE", own.certificate().toString(),
                "CLUSTER_TLS_KEY", own.key().toString(),
                "CLUSTER_TLS_AUTHORITIES", trusted.certificate().toString());
    }

    private Path file(String name, Map<String, String> settings) throws IOException {
        var lines = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue().replace("\\", "\\\\"))
                .toList();
        return Files.write(folder.resolve(name + ".properties"), lines);
    }
}
