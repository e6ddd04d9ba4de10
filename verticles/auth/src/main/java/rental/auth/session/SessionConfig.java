package rental.auth.session;

import java.time.Duration;
import rental.runtime.config.Setting;

/**
 * How long things last.
 *
 * @param accessToken how long an access token serves
 * @param idle how long a session lives without a refresh: the life of a refresh token
 * @param longest how long a session lives however often it is refreshed
 * @param passwordReset how long a mailed token for a new password serves
 * @param emailVerification how long a mailed token that proves an email address serves
 */
public record SessionConfig(
        @Setting(
                name = "AUTH_ACCESS_TOKEN_LIFETIME",
                fallback = "15m",
                min = "1s",
                max = "24h",
                meaning = "How long an access token serves.")
        Duration accessToken,

        @Setting(
                name = "AUTH_REFRESH_TOKEN_LIFETIME",
                fallback = "7d",
                min = "1m",
                max = "365d",
                meaning = "How long a refresh token serves, and so how long a session lives without being used.")
        Duration idle,

        @Setting(
                name = "AUTH_SESSION_LIFETIME",
                fallback = "90d",
                min = "1m",
                max = "3650d",
                meaning = "How long a session lives at most, however often it is refreshed.")
        Duration longest,

        @Setting(
                name = "AUTH_PASSWORD_RESET_LIFETIME",
                fallback = "30m",
                min = "1m",
                max = "7d",
                meaning = "How long a mailed token for a new password serves.")
        Duration passwordReset,

        @Setting(
                name = "AUTH_EMAIL_VERIFICATION_LIFETIME",
                fallback = "24h",
                min = "1m",
                max = "30d",
                meaning = "How long a mailed token that proves an email address serves.")
        Duration emailVerification) {}
