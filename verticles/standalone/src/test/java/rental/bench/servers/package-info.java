/** What is measured: the backends, a fleet of any size in them, and the system as a process of its own. */
package rental.bench.servers;
