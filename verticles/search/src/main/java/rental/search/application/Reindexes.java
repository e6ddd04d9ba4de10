package rental.search.application;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import rental.search.model.Reindex;

/** The memory of rebuilds, shared by all nodes, and the right to do something alone. */
public interface Reindexes {
    Future<Optional<Reindex>> find(UUID id);

    Future<Void> save(Reindex reindex);

    /**
     * Takes a right that nobody has, or keeps and prolongs one's own. One that ran out without being given back is still
     * its holder's, for somebody to {@link #inherit}.
     *
     * @return who has it
     */
    Future<UUID> claim(String what, UUID holder, Duration time);

    /**
     * Takes or keeps the right to do something alone, from nobody or from a holder whose time is over.
     *
     * @param what names the work
     * @param holder who wants it: the same holder may take it again, which prolongs it
     * @param time after which others may take it
     * @return who has it now
     */
    Future<UUID> lease(String what, UUID holder, Duration time);

    /**
     * Takes over a right whose holder let it run out without giving it back, and goes on as that holder: of several who
     * try, one gets it.
     *
     * @return the holder; empty when there is nothing to take over
     */
    Future<Optional<UUID>> inherit(String what, Duration time);

    /** Gives a right back. */
    Future<Void> release(String what, UUID holder);
}
