/** The HTTP contract as the services see it: a checked request comes in, an answer goes out, a problem says what was wrong. */
package rental.contract.api;
