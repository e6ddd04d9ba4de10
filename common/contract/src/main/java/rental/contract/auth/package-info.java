/** What the auth service tells the others: who the users are, which keys prove it, and which sessions have ended. */
package rental.contract.auth;
