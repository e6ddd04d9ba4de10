/** What is told of an outage that costs many requests. */
package rental.runtime.outage;
