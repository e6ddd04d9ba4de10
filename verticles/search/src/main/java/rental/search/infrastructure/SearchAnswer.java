package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.transport.endpoints.BinaryEndpoint;
import co.elastic.clients.transport.endpoints.BinaryResponse;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer to a search, read token by token: most of what Elasticsearch says is passed over without being made into
 * objects, which costs more than the rest of a search does here.
 */
final class SearchAnswer {
    /** The same request as the typed client's; what comes back is left as it is. */
    static final BinaryEndpoint<SearchRequest> ENDPOINT = SearchRequest._ENDPOINT.withBinaryResponse();

    /** Stands between an aggregation's or suggester's type and its name. */
    private static final char TYPED = '#';

    private final JsonParser in;
    private final List<Hit> hits = new ArrayList<>();
    private final Map<String, Map<String, Long>> facets = new HashMap<>();
    private final List<String> suggested = new ArrayList<>();
    private long total;

    private SearchAnswer(JsonParser in) {
        this.in = requireNonNull(in);
    }

    /**
     * A document that was found.
     *
     * @param car the bytes of the field {@code car}
     * @param numbers by which it was sorted, before its id
     */
    record Hit(String id, byte[] car, double[] numbers) {}

    /** What takes the value that the parser is at. */
    private interface Taker {
        void take(String name) throws IOException;
    }

    static SearchAnswer read(JsonFactory json, BinaryResponse response) {
        try (response;
                var in = json.createParser(response.content())) {
            var answer = new SearchAnswer(in);
            in.nextToken();
            answer.members(answer::part);
            return answer;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    List<Hit> hits() {
        return hits;
    }

    /** How many documents were found; zero when they were not counted. */
    long total() {
        return total;
    }

    /** How many documents have each value of a field. */
    Map<String, Long> facet(String name) {
        return facets.getOrDefault(name, Map.of());
    }

    /** The field {@code name} of what was suggested, best first. */
    List<String> suggested() {
        return suggested;
    }

    private void part(String name) throws IOException {
        switch (name) {
            case "hits" -> members(this::found);
            case "aggregations" -> members(this::facets);
            case "suggest" -> members(suggester -> elements(entry -> members(this::suggestions)));
            default -> in.skipChildren();
        }
    }

    private void found(String name) throws IOException {
        switch (name) {
            case "total" -> members(part -> total = "value".equals(part) ? in.getLongValue() : total);
            case "hits" -> elements(hit -> hit());
            default -> in.skipChildren();
        }
    }

    private void hit() throws IOException {
        var car = new byte[1][];
        var id = new String[1];
        var numbers = new ArrayList<Double>();
        members(part -> {
            switch (part) {
                case "fields" -> members(field -> elements(value -> car[0] = in.getBinaryValue()));
                case "sort" ->
                    elements(value -> {
                        if (in.currentToken() == JsonToken.VALUE_STRING) {
                            id[0] = in.getText();
                        } else {
                            numbers.add(in.getDoubleValue());
                        }
                    });
                default -> in.skipChildren();
            }
        });
        hits.add(new Hit(
                id[0], car[0], numbers.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    private void facets(String typedName) throws IOException {
        var counts = new TreeMap<String, Long>();
        facets.put(typedName.substring(typedName.indexOf(TYPED) + 1), counts);
        members(part -> {
            if ("buckets".equals(part)) {
                elements(bucket -> bucket(counts));
            } else {
                in.skipChildren();
            }
        });
    }

    private void bucket(Map<String, Long> counts) throws IOException {
        var key = new String[1];
        members(part -> {
            if ("key".equals(part)) {
                key[0] = in.getText();
            } else if ("doc_count".equals(part)) {
                counts.put(key[0], in.getLongValue());
            }
        });
    }

    private void suggestions(String name) throws IOException {
        if (!"options".equals(name)) {
            in.skipChildren();
            return;
        }
        elements(option -> members(part -> {
            if ("fields".equals(part)) {
                members(field -> elements(value -> suggested.add(in.getText())));
            } else {
                in.skipChildren();
            }
        }));
    }

    private void members(Taker taker) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            var name = in.currentName();
            in.nextToken();
            taker.take(name);
        }
    }

    private void elements(Taker taker) throws IOException {
        while (in.nextToken() != JsonToken.END_ARRAY) {
            taker.take("");
        }
    }
}
