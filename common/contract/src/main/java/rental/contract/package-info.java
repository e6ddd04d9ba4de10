/**
 * What the services share, and all they share: typed addresses, immutable messages, events, and the values in them.
 *
 * <p>A message is a record. It travels by reference inside a JVM and as bytes between nodes, so nothing in here may hold
 * a resource or be mutable. Fields may be added; they are never renamed or given another meaning, because during a
 * rolling upgrade both sides of a change talk to each other.
 */
package rental.contract;
