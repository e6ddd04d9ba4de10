/**
 * Finding cars. Elasticsearch holds one document for each car, written whole from the present state of car and booking;
 * what goes out for a window has been confirmed and priced by booking in the same request.
 */
package rental.search;
