/** The use cases: searching, suggesting, indexing, building the index anew, and keeping it true. */
package rental.search.application;
