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
     * Takes or keeps the right to do something alone.
     *
     * @param what names the work
     * @param holder who wants it: the same holder may take it again, which prolongs it
     * @param time after which others may take it
     * @return who has it now
     */
    Future<UUID> lease(String what, UUID holder, Duration time);

    /** Gives a right back. */
    Future<Void> release(String what, UUID holder);
}
