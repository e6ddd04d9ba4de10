package rental.search.infrastructure;

import co.elastic.clients.elasticsearch._types.DistanceUnit;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch._types.query_dsl.RangeRelation;
import co.elastic.clients.json.JsonData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import rental.contract.Window;
import rental.contract.car.FuelType;
import rental.contract.car.Transmission;
import rental.search.model.Position;
import rental.search.model.SearchQuestion;
import rental.search.model.Sort;
import rental.search.model.Words;

/**
 * Questions in the language of Elasticsearch. How well a car matches is reckoned from constants, not from how often words
 * occur elsewhere: the score of a car does not move when others change, so pages by relevance stay in order.
 */
final class CarQueries {
    private static final float TITLE = 4;
    private static final float FEATURE = 1;

    /** Finer than any place is known; nothing at all is no radius to Elasticsearch. */
    private static final double SHORTEST_KM = 0.000_001;

    /** A misspelt word counts half. */
    private static final float MISSPELT = 0.5f;

    /**
     * Looks for the similar words once for the whole index, and then for each of them. Otherwise the automaton that tells
     * which words are similar, which takes a millisecond for a long one, is made for each of the index's segments.
     */
    private static final String EACH_TERM = "constant_score_boolean";

    private CarQueries() {}

    static Query query(SearchQuestion question) {
        var bool = new BoolQuery.Builder();
        bool.filter(filters(question));
        question.window().ifPresent(window -> bool.mustNot(busyIn(window)));
        question.words().ifPresent(words -> {
            if (words.isEmpty()) {
                bool.filter(Query.of(none -> none.matchNone(all -> all)));
            } else if (question.sort() == Sort.RELEVANCE) {
                bool.must(words.stream().map(CarQueries::scored).toList());
            } else {
                bool.filter(words.stream().map(CarQueries::matching).toList());
            }
        });
        return bool.build()._toQuery();
    }

    static List<SortOptions> sort(SearchQuestion question) {
        var distance = SortOptions.of(by -> by.geoDistance(geo -> geo.field("location")
                .location(
                        place -> place.latlon(at -> at.lat(question.latitude()).lon(question.longitude())))
                .unit(DistanceUnit.Meters)
                .order(SortOrder.Asc)));
        var id = field("id", SortOrder.Asc);
        return switch (question.sort()) {
            case DISTANCE -> List.of(distance, id);
            case PRICE -> List.of(field("price", SortOrder.Asc), distance, id);
            case RELEVANCE ->
                List.of(SortOptions.of(by -> by.score(score -> score.order(SortOrder.Desc))), distance, id);
        };
    }

    /** The values by which the next page is found, in the order of {@link #sort}. */
    static List<FieldValue> searchAfter(Sort sort, Position position) {
        var distance = FieldValue.of(position.metres());
        var id = FieldValue.of(position.id());
        return switch (sort) {
            case DISTANCE -> List.of(distance, id);
            case PRICE -> List.of(FieldValue.of((long) position.lead()), distance, id);
            case RELEVANCE -> List.of(FieldValue.of(position.lead()), distance, id);
        };
    }

    /** The other way round: what a hit was sorted by. */
    static Position position(Sort sort, double[] numbers, String id) {
        return sort == Sort.DISTANCE ? new Position(0, numbers[0], id) : new Position(numbers[0], numbers[1], id);
    }

    private static SortOptions field(String name, SortOrder order) {
        return SortOptions.of(by -> by.field(field -> field.field(name).order(order)));
    }

    private static List<Query> filters(SearchQuestion question) {
        var filters = new ArrayList<Query>();
        filters.add(term("active", FieldValue.TRUE));
        filters.add(near(question));
        if (!question.fuelTypes().isEmpty()) {
            filters.add(oneOf(
                    "fuelType",
                    question.fuelTypes().stream().map(FuelType::wireName).toList()));
        }
        if (!question.transmissions().isEmpty()) {
            filters.add(oneOf(
                    "transmission",
                    question.transmissions().stream()
                            .map(Transmission::wireName)
                            .toList()));
        }
        question.seats().ifPresent(seats -> filters.add(atLeast("seats", seats)));
        question.minPrice().ifPresent(price -> filters.add(atLeast("price", price)));
        question.maxPrice()
                .ifPresent(price -> filters.add(Query.of(query -> query.range(
                        range -> range.number(number -> number.field("price").lte((double) price))))));
        return filters;
    }

    private static Query near(SearchQuestion question) {
        return Query.of(query -> query.geoDistance(geo -> geo.field("location")
                .distance(distance(question.radiusKm()))
                .location(
                        place -> place.latlon(at -> at.lat(question.latitude()).lon(question.longitude())))));
    }

    private static String distance(double radiusKm) {
        return BigDecimal.valueOf(Math.max(SHORTEST_KM, radiusKm)).toPlainString() + "km";
    }

    private static Query busyIn(Window window) {
        return Query.of(query -> query.range(range -> range.untyped(busy -> busy.field("busy")
                .gte(JsonData.of(window.from().toEpochMilli()))
                .lt(JsonData.of(window.to().toEpochMilli()))
                .relation(RangeRelation.Intersects))));
    }

    /** The best place in which the word occurs counts. */
    private static Query scored(String word) {
        return Query.of(query -> query.disMax(best -> best.queries(Stream.of(
                        constant(exact("titleWords", word), TITLE),
                        constant(exact("featureWords", word), FEATURE),
                        constant(similar("titleWords", word), TITLE * MISSPELT),
                        constant(similar("featureWords", word), FEATURE * MISSPELT))
                .toList())));
    }

    private static Query matching(String word) {
        return Query.of(query ->
                query.bool(either -> either.should(similar("titleWords", word), similar("featureWords", word))));
    }

    private static Query constant(Query query, float score) {
        return Query.of(
                outer -> outer.constantScore(constant -> constant.filter(query).boost(score)));
    }

    private static Query exact(String field, String word) {
        return term(field, FieldValue.of(word));
    }

    private static Query similar(String field, String word) {
        var typos = Words.typos(word);
        return typos == 0
                ? exact(field, word)
                : Query.of(query -> query.fuzzy(fuzzy -> fuzzy.field(field)
                        .value(word)
                        .fuzziness(Integer.toString(typos))
                        .transpositions(true)
                        .rewrite(EACH_TERM)));
    }

    private static Query term(String field, FieldValue value) {
        return Query.of(query -> query.term(term -> term.field(field).value(value)));
    }

    private static Query oneOf(String field, Collection<String> values) {
        return Query.of(query -> query.terms(terms -> terms.field(field)
                .terms(any -> any.value(values.stream().map(FieldValue::of).toList()))));
    }

    private static Query atLeast(String field, double value) {
        return Query.of(query ->
                query.range(range -> range.number(number -> number.field(field).gte(value))));
    }
}
