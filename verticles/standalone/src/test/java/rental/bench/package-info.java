/**
 * The benchmark, {@code mvn -Pbench}: the system in a process of its own under load, each figure beside what the same
 * servers do when asked directly. See docs/benchmark.md.
 */
package rental.bench;
