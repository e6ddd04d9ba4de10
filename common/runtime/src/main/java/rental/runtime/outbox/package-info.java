/**
 * No dual writes: a change and the fact that tells it go into one transaction, and a relay hands the fact to every
 * consumer until it is acknowledged. At least once on the wire; once in effect, because consumers remember.
 *
 * <p>The tables stand in the migrations ({@code outbox/}). Each row of {@code outbox} carries the names of the consumers
 * that still have to acknowledge it; a consumer's own progress never waits for another's.
 */
package rental.runtime.outbox;
