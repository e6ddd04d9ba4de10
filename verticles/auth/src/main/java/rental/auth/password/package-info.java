/** Passwords: what may be one, how they are hashed without holding up anything else, and how guesses are counted. */
package rental.auth.password;
