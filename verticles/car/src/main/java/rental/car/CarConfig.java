package rental.car;

import static java.util.Objects.requireNonNull;

import rental.runtime.config.Prefix;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.ServiceConfig;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.sql.DatabaseConfig;

/** What the car service needs to know. */
public record CarConfig(
        @Prefix(value = "CAR_", fallbacks = "PORT=3002") ServiceConfig service,

        EdgeConfig edge,

        @Prefix("CAR_") DatabaseConfig database,
        OutboxConfig outbox) {

    public CarConfig {
        requireNonNull(database);
    }
}
