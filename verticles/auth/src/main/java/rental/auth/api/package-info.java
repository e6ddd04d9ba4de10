/** The operations of the auth service in their HTTP form. */
package rental.auth.api;
