package rental.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Here and not beside the test kit, since a node runs for this module's tests anyway. */
class TestElasticsearchTest {
    @RegisterExtension
    static final TestElasticsearch elasticsearch = TestElasticsearch.shared();

    @Test
    void findsWhatWasIndexed() throws Exception {
        var index = elasticsearch.url() + "/" + elasticsearch.indexPrefix() + "cars";
        send("PUT", index, "{}");
        send("PUT", index + "/_doc/1?refresh=true", "{\"name\": \"Tesla Model 3\"}");

        var found = send(
                "POST",
                index + "/_search",
                "{\"query\": {\"match\": {\"name\": {\"query\": \"tezla\", \"fuzziness\": 1}}}}");

        assertThat(found).contains("Tesla Model 3");
    }

    @Test
    void isOneForAllButWithAPrefixForEach() {
        var another = TestElasticsearch.shared();

        assertThat(another.url()).isEqualTo(elasticsearch.url());
        assertThat(another.indexPrefix()).isNotEqualTo(elasticsearch.indexPrefix());
    }

    private static String send(String method, String url, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
