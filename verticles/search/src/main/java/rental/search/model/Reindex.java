package rental.search.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A rebuild of the index and how far it is.
 *
 * @param index the name of the index that is built
 * @param attempt from 1; grows when another node takes over
 * @param indexed documents written, in this attempt
 * @param failed documents that could not be written
 */
public record Reindex(
        UUID id,
        String index,
        Status status,
        int attempt,
        long indexed,
        long failed,
        Instant startedAt,
        Optional<Instant> finishedAt) {

    /** Where a rebuild stands. */
    public enum Status {
        RUNNING,
        DONE,
        FAILED
    }

    public Reindex {
        requireNonNull(id);
        requireNonNull(index);
        requireNonNull(status);
        requireNonNull(startedAt);
        requireNonNull(finishedAt);
    }

    public static Reindex started(UUID id, String index, Instant now) {
        return new Reindex(id, index, Status.RUNNING, 1, 0, 0, now, Optional.empty());
    }

    /** Begins again from the start, into another index, because whoever was at it has died. */
    public Reindex restarted(String otherIndex) {
        return new Reindex(id, otherIndex, Status.RUNNING, attempt + 1, 0, 0, startedAt, Optional.empty());
    }

    public Reindex progressed(long moreIndexed, long moreFailed) {
        return new Reindex(
                id, index, status, attempt, indexed + moreIndexed, failed + moreFailed, startedAt, finishedAt);
    }

    public Reindex finished(Status outcome, Instant now) {
        return new Reindex(id, index, outcome, attempt, indexed, failed, startedAt, Optional.of(now));
    }
}
