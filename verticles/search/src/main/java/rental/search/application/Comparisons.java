package rental.search.application;

import io.vertx.core.Future;
import java.util.Optional;
import rental.search.model.Comparison;

/**
 * The memory of comparisons of the index with the databases, shared by all nodes: one of them compares, and each is asked
 * how the index is. Everything here fails with {@link Unavailable.Index} in an outage.
 */
public interface Comparisons {
    /** Keeps in mind what a comparison has found just now, instead of what the one before had found. */
    Future<Void> found(long differing);

    /** The last one; empty before the first. */
    Future<Optional<Comparison>> last();
}
