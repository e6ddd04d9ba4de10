package rental.search.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Money;
import rental.search.application.CarIndex.Facets;
import rental.search.application.Searching.Offer;
import rental.search.model.Reindex;

/** What search answers, in the contract's form. */
final class SearchAnswers {
    private static final int METRES_IN_A_KILOMETRE = 3;

    private SearchAnswers() {}

    /** A page of cars. */
    record Result(
            List<Item> items,
            long total,
            Facets facets,
            Optional<Instant> availabilityAsOf,
            @JsonInclude(JsonInclude.Include.ALWAYS) Optional<String> nextCursor) {}

    /**
     * A car that was found.
     *
     * @param car the JSON that the index holds, passed on as it is
     * @param distanceKm to the metre
     */
    record Item(@JsonSerialize(using = RawJson.class) byte[] car, BigDecimal distanceKm, Optional<Money> totalPrice) {
        static Item of(Offer offer) {
            var metres = BigDecimal.valueOf(offer.hit().position().metres()).setScale(0, RoundingMode.HALF_UP);
            return new Item(offer.hit().car(), metres.movePointLeft(METRES_IN_A_KILOMETRE), offer.totalPrice());
        }
    }

    /** Names of cars. */
    record Suggestions(List<String> items) {}

    /** A rebuild of the index. */
    record Rebuild(
            UUID id,
            Reindex.Status status,
            long indexed,
            long failed,
            Instant startedAt,
            Optional<Instant> finishedAt) {
        static Rebuild of(Reindex reindex) {
            return new Rebuild(
                    reindex.id(),
                    reindex.status(),
                    reindex.indexed(),
                    reindex.failed(),
                    reindex.startedAt(),
                    reindex.finishedAt());
        }
    }
}
