/** What puts load on a server and measures what comes back: HTTP generators, pgbench, and the CPU time of processes. */
package rental.bench.load;
