package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import co.elastic.clients.elasticsearch.core.search.CompletionSuggestOption;
import co.elastic.clients.elasticsearch.core.search.CompletionSuggester;
import co.elastic.clients.elasticsearch.core.search.FieldSuggester;
import co.elastic.clients.elasticsearch.core.search.SuggestFuzziness;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import rental.search.application.CarIndex;
import rental.search.model.Position;
import rental.search.model.SearchQuestion;
import rental.search.model.Sort;
import rental.search.model.Words;

/** Searches and suggestions in Elasticsearch. */
public final class ElasticCarIndex implements CarIndex {
    /** More values than a facet can have: without it only the ten most frequent are counted. */
    private static final int ALL_VALUES = 10_000;

    private static final String FUEL_TYPE = "fuelType";
    private static final String TRANSMISSION = "transmission";
    private static final String SEATS = "seats";
    private static final String BRAND = "brand";
    private static final String EXACT = "exact";
    private static final String SIMILAR = "similar";

    /** A car's name is there from each of its words on, so one name may be suggested several times. */
    private static final int TIMES_A_NAME = 3;

    private static final SuggestFuzziness TYPOS = SuggestFuzziness.of(fuzzy -> fuzzy.fuzziness("AUTO:3,6")
            .minLength(3)
            .prefixLength(1)
            .transpositions(true)
            .unicodeAware(true));
    private static final Facets NO_FACETS = new Facets(Map.of(), Map.of(), Map.of(), Map.of());

    private final Elastic elastic;
    private final IndexNames names;

    public ElasticCarIndex(Elastic elastic, IndexNames names) {
        this.elastic = requireNonNull(elastic);
        this.names = requireNonNull(names);
    }

    /** What of a document is read for a result. */
    record Shown(String car) {}

    /** What of a document is read for a suggestion. */
    record Named(String name) {}

    @Override
    public Future<Result> find(SearchQuestion question, Optional<Position> after, int size, boolean counted) {
        var request = new SearchRequest.Builder()
                .index(names.live())
                .allowPartialSearchResults(false)
                .query(CarQueries.query(question))
                .sort(CarQueries.sort(question))
                .size(size)
                .source(source -> source.filter(only -> only.includes("car")))
                .trackTotalHits(total -> total.enabled(counted));
        after.ifPresent(position -> request.searchAfter(CarQueries.searchAfter(question.sort(), position)));
        if (counted) {
            List.of(FUEL_TYPE, TRANSMISSION, SEATS, BRAND)
                    .forEach(field -> request.aggregations(
                            field,
                            facet -> facet.terms(terms -> terms.field(field).size(ALL_VALUES))));
        }
        var sent = request.build();
        return elastic.ask(client -> client.search(sent, Shown.class))
                .map(found -> new Result(
                        hits(found, question.sort()),
                        counted ? found.hits().total().value() : 0,
                        counted ? facets(found) : NO_FACETS));
    }

    private static List<Hit> hits(SearchResponse<Shown> found, Sort sort) {
        return found.hits().hits().stream()
                .map(hit ->
                        new Hit(UUID.fromString(hit.id()), hit.source().car(), CarQueries.position(sort, hit.sort())))
                .toList();
    }

    private static Facets facets(SearchResponse<Shown> found) {
        var facets = found.aggregations();
        return new Facets(
                named(facets.get(FUEL_TYPE)),
                named(facets.get(TRANSMISSION)),
                numbered(facets.get(SEATS)),
                named(facets.get(BRAND)));
    }

    private static Map<String, Long> named(Aggregate facet) {
        var counts = new TreeMap<String, Long>();
        if (facet.isSterms()) {
            facet.sterms()
                    .buckets()
                    .array()
                    .forEach(bucket -> counts.put(bucket.key().stringValue(), bucket.docCount()));
        }
        return counts;
    }

    private static Map<String, Long> numbered(Aggregate facet) {
        var counts = new TreeMap<String, Long>();
        if (facet.isLterms()) {
            facet.lterms()
                    .buckets()
                    .array()
                    .forEach(bucket -> counts.put(Long.toString(bucket.key()), bucket.docCount()));
        }
        return counts;
    }

    @Override
    public Future<List<String>> suggest(String prefix, int size) {
        var begin = Words.line(prefix);
        if (begin.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var wanted = size * TIMES_A_NAME;
        var request = SearchRequest.of(search -> search.index(names.live())
                .source(source -> source.filter(only -> only.includes("name")))
                .suggest(suggest -> suggest.suggesters(EXACT, begins(begin, wanted, completion -> completion))
                        .suggesters(SIMILAR, begins(begin, wanted, completion -> completion.fuzzy(TYPOS)))));
        return elastic.ask(client -> client.search(request, Named.class)).map(found -> {
            var exact = suggested(found, EXACT, size);
            return exact.isEmpty() ? suggested(found, SIMILAR, size) : exact;
        });
    }

    private static FieldSuggester begins(
            String prefix, int size, UnaryOperator<CompletionSuggester.Builder> tolerance) {
        return FieldSuggester.of(field -> field.prefix(prefix)
                .completion(completion ->
                        tolerance.apply(completion.field("suggest").size(size).skipDuplicates(true))));
    }

    private static List<String> suggested(SearchResponse<Named> found, String how, int size) {
        return found.suggest().getOrDefault(how, List.of()).stream()
                .flatMap(entry -> entry.completion().options().stream())
                .map(CompletionSuggestOption::source)
                .map(Named::name)
                .distinct()
                .limit(size)
                .toList();
    }
}
