package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedElasticsearchTest {
    @TempDir
    Path folder;

    @Test
    void leavesNoProcessBehind() {
        ProcessHandle process;
        try (var elasticsearch = start()) {
            process = elasticsearch.process();

            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.isAlive()).isFalse();
    }

    private EmbeddedElasticsearch start() {
        return EmbeddedElasticsearch.start(new ElasticsearchOptions(folder, Optional.empty(), 0, 256, true));
    }
}
