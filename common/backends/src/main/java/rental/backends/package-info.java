/**
 * The real PostgreSQL and the real Elasticsearch, started from Maven artifacts for the one-command run and for tests, or found elsewhere.
 *
 * <p>{@link rental.backends.Backends} is the door; {@link rental.backends.postgres.EmbeddedPostgres} and {@link
 * rental.backends.elasticsearch.EmbeddedElasticsearch} can be had alone. All of it blocks: keep it off event loops.
 */
package rental.backends;
