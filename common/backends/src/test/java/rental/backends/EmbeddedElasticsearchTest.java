package rental.backends;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import rental.backends.elasticsearch.ElasticsearchOptions;
import rental.backends.elasticsearch.EmbeddedElasticsearch;
import rental.backends.process.BackendException;

/** What keeps a node from starting. What a running one goes through is told in {@link BackendsTest}. */
class EmbeddedElasticsearchTest {
    @TempDir
    Path folder;

    @Test
    void namesTheSettingWhenThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = new ElasticsearchOptions(folder, Optional.empty(), taken.getLocalPort(), 256, true);

            assertThatThrownBy(() -> EmbeddedElasticsearch.start(options))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("ELASTICSEARCH_PORT");
        }
    }

    @Test
    void namesTheSettingWhenItIsNotWhereItIsSaidToBe() {
        var options = new ElasticsearchOptions(folder, Optional.of(folder), 0, 256, true);

        assertThatThrownBy(() -> EmbeddedElasticsearch.start(options)).hasMessageContaining("ELASTICSEARCH_HOME");
    }
}
