/** The real Elasticsearch, run by this JVM. */
package rental.backends.elasticsearch;
