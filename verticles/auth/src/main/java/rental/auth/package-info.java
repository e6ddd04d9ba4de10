/**
 * The auth service: accounts, sessions and the tokens that prove them.
 *
 * <p>A login opens a session. Its access tokens are short-lived and verified by everyone with the public keys alone; its
 * refresh tokens form a family, each good for one exchange. Whatever ends a session or locks a user is told to all
 * verifiers at once (see {@link rental.contract.auth.Revocations}).
 */
package rental.auth;
