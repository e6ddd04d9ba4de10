package rental.contract.notification;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks for stored live events, oldest first.
 *
 * @param after the position to go on from
 * @param limit the most events to answer, at most 1,000
 * @param userId only of this user's bookings; empty for all
 */
public record ReadLiveEvents(long after, int limit, Optional<UUID> userId) {
    /** An {@code after} that lies behind everything: asks for nothing but where the stream is. */
    public static final long END = Long.MAX_VALUE;

    public ReadLiveEvents {
        requireNonNull(userId);
    }

    /**
     * A piece of the stream.
     *
     * @param upTo everything asked for up to this position is in {@code events}, or came before it
     * @param last the position of the newest event of the whole stream; zero when there never was one
     * @param oldest the position of the oldest event that is still stored; {@code last + 1} when none is
     */
    public record LivePage(List<LiveEvent> events, long upTo, long last, long oldest) {

        public LivePage {
            events = List.copyOf(events);
        }
    }
}
