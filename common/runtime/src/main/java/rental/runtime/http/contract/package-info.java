/**
 * The OpenAPI document, read once at start and turned into what a request is checked by: operations, roles, limits, and
 * schemas compiled to plain checks that run on the event loop.
 */
package rental.runtime.http.contract;
