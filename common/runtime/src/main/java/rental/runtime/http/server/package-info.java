/**
 * The edge: the one HTTP server that the gateway and every service's own port run. It makes each check of the contract
 * that needs no service data, in the contract's order, and hands what passes to whoever answers the operation.
 */
package rental.runtime.http.server;
