package rental.search.infrastructure;

import static java.util.Objects.requireNonNull;

import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.search.CompletionSuggester;
import co.elastic.clients.elasticsearch.core.search.FieldSuggester;
import co.elastic.clients.elasticsearch.core.search.SuggestFuzziness;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** What goes out is read from columns: documents as they were written hold much more, and lie compressed. */
    private static final String NO_STORED_FIELDS = "_none_";

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

    @Override
    public Future<Result> find(SearchQuestion question, Optional<Position> after, int size, boolean counted) {
        var request = new SearchRequest.Builder()
                .index(names.live())
                .allowPartialSearchResults(false)
                .query(CarQueries.query(question))
                .sort(CarQueries.sort(question))
                .size(size)
                .storedFields(NO_STORED_FIELDS)
                .docvalueFields(field -> field.field("car"))
                .trackTotalHits(total -> total.enabled(counted));
        after.ifPresent(position -> request.searchAfter(CarQueries.searchAfter(question.sort(), position)));
        if (counted) {
            List.of(FUEL_TYPE, TRANSMISSION, SEATS, BRAND)
                    .forEach(field -> request.aggregations(
                            field,
                            facet -> facet.terms(terms -> terms.field(field).size(ALL_VALUES))));
        }
        return elastic.search(request.build())
                .map(answer -> new Result(
                        hits(answer, question.sort()), answer.total(), counted ? facets(answer) : NO_FACETS));
    }

    private static List<Hit> hits(SearchAnswer answer, Sort sort) {
        return answer.hits().stream()
                .map(hit -> new Hit(
                        UUID.fromString(hit.id()), hit.car(), CarQueries.position(sort, hit.numbers(), hit.id())))
                .toList();
    }

    private static Facets facets(SearchAnswer answer) {
        return new Facets(
                answer.facet(FUEL_TYPE), answer.facet(TRANSMISSION), answer.facet(SEATS), answer.facet(BRAND));
    }

    @Override
    public Future<List<String>> suggest(String prefix, int size) {
        var begin = Words.line(prefix);
        if (begin.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return suggest(begin, size, completion -> completion)
                .compose(exact -> exact.isEmpty()
                        ? suggest(begin, size, completion -> completion.fuzzy(TYPOS))
                        : Future.succeededFuture(exact));
    }

    private Future<List<String>> suggest(String begin, int size, UnaryOperator<CompletionSuggester.Builder> tolerance) {
        var suggester = FieldSuggester.of(field -> field.prefix(begin)
                .completion(completion -> tolerance.apply(
                        completion.field("suggest").size(size * TIMES_A_NAME).skipDuplicates(true))));
        return elastic.search(SearchRequest.of(search -> search.index(names.live())
                        .storedFields(NO_STORED_FIELDS)
                        .docvalueFields(field -> field.field("name"))
                        .suggest(suggest -> suggest.suggesters("names", suggester))))
                .map(answer ->
                        answer.suggested().stream().distinct().limit(size).toList());
    }
}
