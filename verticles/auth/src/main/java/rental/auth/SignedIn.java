package rental.auth;

/**
 * A session as it is handed to its client.
 *
 * @param accessToken proves the user to every service
 * @param refreshToken good for one exchange
 */
record SignedIn(String accessToken, String refreshToken, Account account) {}
