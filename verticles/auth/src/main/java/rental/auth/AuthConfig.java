package rental.auth;

import static java.util.Objects.requireNonNull;

import rental.auth.key.KeyConfig;
import rental.auth.password.PasswordConfig;
import rental.auth.session.SessionConfig;
import rental.runtime.config.Prefix;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.ServiceConfig;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.sql.DatabaseConfig;

/** What the auth service needs to know. */
public record AuthConfig(
        @Prefix(value = "AUTH_", fallbacks = "PORT=3001") ServiceConfig service,

        EdgeConfig edge,

        @Prefix("AUTH_") DatabaseConfig database,
        KeyConfig keys,
        SessionConfig sessions,
        PasswordConfig passwords,
        OutboxConfig outbox) {

    public AuthConfig {
        requireNonNull(database);
    }
}
