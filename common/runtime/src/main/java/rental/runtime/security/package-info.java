/**
 * Who is asking: the verification of access tokens, wherever requests come in. Keys and revocations come from the auth
 * service over the bus, so nobody but that service reads its database.
 */
package rental.runtime.security;
