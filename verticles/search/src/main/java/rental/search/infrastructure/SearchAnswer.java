package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer to a search, read token by token: most of what Elasticsearch says is passed over without being made into
 * objects, which costs more than the rest of a search does here. It comes as CBOR, which has the shape of JSON and is
 * cheaper to write and to read.
 */
final class SearchAnswer {
    static final String MEDIA_TYPE = "application/cbor";

    private static final JsonFactory CBOR = new CBORFactory();
    private static final int OK = 200;

    private final JsonParser in;
    private final List<Hit> hits = new ArrayList<>();
    private final Map<String, Map<String, Long>> facets = new HashMap<>();
    private final List<String> suggested = new ArrayList<>();
    private long total;
    private int status = OK;
    private String refusal = "";

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

    /** The answer to one search, or to several in their order. @throws IOException when it is none */
    static List<SearchAnswer> read(byte[] document) throws IOException {
        try (var in = CBOR.createParser(document)) {
            var several = new ArrayList<SearchAnswer>();
            var alone = new SearchAnswer(in);
            in.nextToken();
            alone.members(part -> {
                if ("responses".equals(part)) {
                    alone.elements(response -> several.add(new SearchAnswer(in).whole()));
                } else {
                    alone.part(part);
                }
            });
            return several.isEmpty() ? List.of(alone) : several;
        }
    }

    private SearchAnswer whole() throws IOException {
        members(this::part);
        return this;
    }

    /** As HTTP counts it: a search that went together with others has one of its own. */
    int status() {
        return status;
    }

    boolean isAnswered() {
        return status == OK;
    }

    /** Why it was refused, as a kind of fault; empty when it was not. */
    String refusal() {
        return refusal;
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
            case "status" -> status = in.getIntValue();
            case "error" -> refused();
            default -> in.skipChildren();
        }
    }

    private void refused() throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            members(part -> {
                if ("type".equals(part)) {
                    refusal = in.getText();
                } else {
                    in.skipChildren();
                }
            });
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
                case "fields" -> members(field -> elements(value -> car[0] = bytes()));
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

    /** Columns of bytes come in Base64 in CBOR, too; the JDK's decoder is several times as fast as Jackson's. */
    private byte[] bytes() throws IOException {
        return Base64.getDecoder().decode(in.getText());
    }

    private void facets(String name) throws IOException {
        var counts = new TreeMap<String, Long>();
        facets.put(name, counts);
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
