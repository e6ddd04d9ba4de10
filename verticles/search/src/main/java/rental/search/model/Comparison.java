package rental.search.model;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What came of comparing the index with the databases.
 *
 * @param differing documents that differed, and were written anew
 * @param at when it was known
 */
public record Comparison(long differing, Instant at) {
    public Comparison {
        requireNonNull(at);
    }
}
