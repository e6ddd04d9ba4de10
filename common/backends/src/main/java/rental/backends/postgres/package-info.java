/** The real PostgreSQL, run by this JVM. */
package rental.backends.postgres;
