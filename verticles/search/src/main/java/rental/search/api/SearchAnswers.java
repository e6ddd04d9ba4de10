package rental.search.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.search.model.Reindex;

/** What search answers beside pages of cars, in the contract's form. */
final class SearchAnswers {
    private SearchAnswers() {}

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
