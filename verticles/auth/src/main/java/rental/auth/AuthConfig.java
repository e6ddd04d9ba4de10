package rental.auth;

import static java.util.Objects.requireNonNull;

import rental.auth.key.KeyConfig;
import rental.auth.password.PasswordConfig;
import rental.runtime.config.Prefix;
import rental.runtime.config.Setting;
import rental.runtime.http.server.HttpConfig;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.security.TokenConfig;
import rental.runtime.sql.DatabaseConfig;

/** What the auth service needs to know. */
public record AuthConfig(
        @Setting(
                name = "SERVICE_HOST",
                fallback = "127.0.0.1",
                meaning = "The address that the services' own ports listen on; by default this machine alone.")
        String host,

        @Setting(
                name = "AUTH_PORT",
                fallback = "3001",
                min = "0",
                max = "65535",
                meaning = "The auth service's own port; 0 takes a free one.")
        int port,

        @Setting(
                name = "AUTH_INSTANCES",
                fallback = "1",
                min = "1",
                max = "64",
                meaning = "Instances of the auth service in one process, each on an event loop of its own.")
        int instances,

        HttpConfig http,
        @Prefix("AUTH_") DatabaseConfig database,
        KeyConfig keys,
        TokenConfig tokens,
        SessionConfig sessions,
        PasswordConfig passwords,
        OutboxConfig outbox) {

    public AuthConfig {
        requireNonNull(database);
    }
}
