/** The HTTP form of search: the contract's operations of the service {@code search}. */
package rental.search.api;
