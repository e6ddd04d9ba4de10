package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rental.backends.Conditions.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each start takes seconds, so that one test tells a whole story. */
class EmbeddedElasticsearchTest {
    @TempDir
    Path folder;

    @Test
    void keepsDataWhenKilledAndWhenStoppedAndLeavesNoProcessBehind() throws Exception {
        ProcessHandle last;
        try (var elasticsearch = start()) {
            index(elasticsearch.url());
            var killed = elasticsearch.process();

            killed.destroyForcibly();

            await(() -> elasticsearch.process().pid() != killed.pid());
            assertThat(get(elasticsearch.url() + "/cars/_doc/1")).contains("Tesla");
            last = elasticsearch.process();
        }
        assertThat(last.isAlive()).isFalse();
        try (var elasticsearch = start()) {
            assertThat(get(elasticsearch.url() + "/cars/_doc/1")).contains("Tesla");
        }
    }

    @Test
    void stopsTheNodeThatAKilledJvmLeftBehind() throws IOException {
        var orphan = HelperJvm.killedAfterStarting("elasticsearch", folder);
        assertThat(orphan.isAlive()).isTrue();

        try (var elasticsearch = EmbeddedElasticsearch.start(ElasticsearchOptions.throwaway(folder))) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(elasticsearch.process().isAlive()).isTrue();
        }
    }

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

    private EmbeddedElasticsearch start() {
        return EmbeddedElasticsearch.start(new ElasticsearchOptions(folder, Optional.empty(), 0, 256, true));
    }

    private static void index(String url) throws Exception {
        exchange("PUT", URI.create(url + "/cars"), "{\"settings\": {\"number_of_replicas\": 0}}");
        var answer = exchange("PUT", URI.create(url + "/cars/_doc/1"), "{\"name\": \"Tesla\"}");
        assertThat(answer).contains("created");
    }

    private static String get(String url) throws Exception {
        return exchange("GET", URI.create(url), "");
    }

    private static String exchange(String method, URI url, String body) throws Exception {
        var request = HttpRequest.newBuilder(url)
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
