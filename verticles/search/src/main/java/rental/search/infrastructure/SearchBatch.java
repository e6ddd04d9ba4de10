package rental.search.infrastructure;

import co.elastic.clients.transport.http.TransportHttpClient.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import rental.search.infrastructure.SearchLine.Search;

/** Searches as one request to Elasticsearch: a plain one for one, several in lines of JSON. */
final class SearchBatch {
    private static final String ALL_OR_NOTHING = "allow_partial_search_results";
    private static final Map<String, String> OF_ONE = headers("application/json");
    private static final Map<String, String> OF_SEVERAL = headers("application/x-ndjson");

    private SearchBatch() {}

    static Request request(List<Search> searches) {
        if (searches.size() == 1) {
            var alone = searches.get(0);
            return post("/" + alone.index() + "/_search?" + ALL_OR_NOTHING + "=false", OF_ONE, alone.body());
        }
        var lines = new ByteArrayOutputStream();
        for (var search : searches) {
            var head = "{\"index\":\"%s\",\"%s\":false}\n".formatted(search.index(), ALL_OR_NOTHING);
            lines.writeBytes(head.getBytes(StandardCharsets.UTF_8));
            lines.writeBytes(search.body());
            lines.write('\n');
        }
        return post("/_msearch", OF_SEVERAL, lines.toByteArray());
    }

    private static Request post(String path, Map<String, String> headers, byte[] body) {
        return new Request("POST", path, Map.of(), headers, List.of(ByteBuffer.wrap(body)));
    }

    private static Map<String, String> headers(String contentType) {
        return Map.of("accept", SearchAnswer.MEDIA_TYPE, "content-type", contentType);
    }
}
