/** Passwords: what may be one, and how they are hashed without holding up anything else. */
package rental.auth.password;
