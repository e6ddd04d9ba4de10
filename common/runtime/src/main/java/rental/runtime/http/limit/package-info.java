/** How often a client may ask: counted for one process, or for all gateways of a cluster together. */
package rental.runtime.http.limit;
