/** What the system is held against where no tool will do: the least that could do the same work. */
package rental.bench.yardstick;
