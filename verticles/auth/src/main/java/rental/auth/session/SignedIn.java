package rental.auth.session;

import rental.auth.account.Account;

/**
 * A session as it is handed to its client.
 *
 * @param accessToken proves the user to every service
 * @param refreshToken good for one exchange
 */
public record SignedIn(String accessToken, String refreshToken, Account account) {}
