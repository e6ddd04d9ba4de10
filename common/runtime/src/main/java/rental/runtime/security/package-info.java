/** Who is asking: the verification of access tokens. */
package rental.runtime.security;
