/** The keys that sign access tokens: where they come from, which of them signs, and which verify. */
package rental.auth.key;
