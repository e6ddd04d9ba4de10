package rental.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import rental.runtime.http.Json;

/** Looks at Elasticsearch, and does to it what nobody should, past the code under test. */
final class RawIndex {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    RawIndex(String url) {
        this.url = url;
    }

    JsonNode get(String path) {
        return send("GET", path, "");
    }

    JsonNode put(String path, String body) {
        return send("PUT", path, body);
    }

    JsonNode post(String path, String body) {
        return send("POST", path, body);
    }

    JsonNode delete(String path) {
        return send("DELETE", path, "");
    }

    /** The names of the indexes behind an alias, or of those that fit a pattern. */
    List<String> indexes(String aliasOrPattern) {
        var names = new ArrayList<String>();
        get(aliasOrPattern + "?ignore_unavailable=true").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private JsonNode send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(url + "/" + path))
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return Json.tree(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }
}
