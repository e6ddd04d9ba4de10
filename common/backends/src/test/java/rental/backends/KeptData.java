package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;

/** A row and a document, which shall outlive what happens to the servers. */
final class KeptData {
    private KeptData() {}

    static void write(Backends backends) throws IOException, InterruptedException, SQLException {
        try (var connection = EmbeddedPostgresTest.connect(backends.databaseUrl("car"))) {
            EmbeddedPostgresTest.execute(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        var index = backends.elasticsearchUrl() + "/cars";
        assertThat(send("PUT", index, "{\"settings\": {\"number_of_replicas\": 0}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("PUT", index + "/_doc/1", "{\"name\": \"Tesla\"}").statusCode())
                .isEqualTo(201);
    }

    static String row(Backends backends) throws SQLException {
        try (var connection = EmbeddedPostgresTest.connect(backends.databaseUrl("car"))) {
            return EmbeddedPostgresTest.query(connection, "SELECT answer FROM kept");
        }
    }

    /** Empty while nobody answers. */
    static String document(Backends backends) throws IOException, InterruptedException {
        try {
            return send("GET", backends.elasticsearchUrl() + "/cars/_doc/1", "").body();
        } catch (ConnectException down) {
            return "";
        }
    }

    private static HttpResponse<String> send(String method, String url, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .method(method, BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
