package rental.contract.event;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * Asks a source for its parked facts, newest first.
 *
 * @param before only those whose parked entry is older than this one, which may be of another source: the ids of parked
 *     entries sort by time
 * @param limit how many at most
 */
public record ListParkedEvents(Optional<UUID> before, int limit) {
    public ListParkedEvents {
        requireNonNull(before);
    }
}
