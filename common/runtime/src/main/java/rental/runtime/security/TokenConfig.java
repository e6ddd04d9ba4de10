package rental.runtime.security;

import rental.runtime.config.Setting;

/**
 * What makes an access token one of this installation. The same for whoever issues and whoever verifies.
 *
 * @param issuer the tokens' {@code iss}
 * @param audience the tokens' {@code aud}
 * @param cacheSize verified tokens that each verifier remembers, about 0.5 KB each
 */
public record TokenConfig(
        @Setting(
                name = "AUTH_TOKEN_ISSUER",
                fallback = "urn:rental:auth",
                meaning = "Who issues the access tokens (iss): the same on every node.")
        String issuer,

        @Setting(
                name = "AUTH_TOKEN_AUDIENCE",
                fallback = "urn:rental:api",
                meaning = "Whom the access tokens are for (aud): the same on every node.")
        String audience,

        @Setting(
                name = "AUTH_TOKEN_CACHE_SIZE",
                fallback = "20000",
                min = "1",
                max = "10000000",
                meaning = "Verified access tokens that each verifying instance remembers until they run out.")
        int cacheSize) {}
