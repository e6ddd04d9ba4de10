/** Traces: which spans a request leaves on its way through gateway, bus, services and what they ask, and where they are sent. */
package rental.runtime.trace;
