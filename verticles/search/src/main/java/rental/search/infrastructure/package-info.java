/** Elasticsearch: the client on Vert.x, the queries, the indexes and their bookkeeping. */
package rental.search.infrastructure;
