package rental.search.application;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rental.search.model.Position;
import rental.search.model.SearchQuestion;

/** The index, as searches read it. Everything here fails with {@link Unavailable.Index} when it cannot answer. */
public interface CarIndex {
    /**
     * The cars after a position in the question's order.
     *
     * @param counted whether totals and facets are wanted too; without, they are zero and empty
     */
    Future<Result> find(SearchQuestion question, Optional<Position> after, int size, boolean counted);

    /**
     * Names of cars that begin with the words, or have words that do, each once, best first. Only when there is none, those
     * that nearly do.
     */
    Future<List<String>> suggest(String prefix, int size);

    /**
     * A part of a result.
     *
     * @param hits in order; fewer than asked for when there are no more
     * @param total cars that fulfil the question
     */
    record Result(List<Hit> hits, long total, Facets facets) {
        public Result {
            hits = List.copyOf(hits);
        }
    }

    /**
     * A car that was found.
     *
     * @param car as the HTTP contract shows it, as JSON in UTF-8
     */
    record Hit(UUID id, byte[] car, Position position) {}

    /** How many of the whole result have each value. */
    record Facets(
            Map<String, Long> fuelType,
            Map<String, Long> transmission,
            Map<String, Long> seats,
            Map<String, Long> brand) {
        static final Facets NONE = new Facets(Map.of(), Map.of(), Map.of(), Map.of());
    }
}
