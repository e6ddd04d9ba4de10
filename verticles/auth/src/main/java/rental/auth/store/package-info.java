/** The service's database, and how times and secrets are written in it. */
package rental.auth.store;
