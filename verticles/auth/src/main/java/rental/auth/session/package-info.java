/** Sessions, the families of refresh tokens that carry them, and the access tokens that are handed out and revoked. */
package rental.auth.session;
