package rental.car;

import static java.util.Objects.requireNonNull;

import rental.runtime.config.Prefix;
import rental.runtime.config.Setting;
import rental.runtime.http.settings.EdgeConfig;
import rental.runtime.http.settings.ServiceConfig;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.sql.DatabaseConfig;

/** What the car service needs to know. */
public record CarConfig(
        @Prefix(value = "CAR_", fallbacks = "PORT=3002") ServiceConfig service,

        EdgeConfig edge,

        @Setting(
                name = "CAR_TIME_ZONES_AHEAD",
                fallback = "true",
                meaning =
                        "Whether the map of time zones is loaded at start instead of with the first car that names none.")
        boolean timeZonesAhead,

        @Prefix("CAR_") DatabaseConfig database,
        OutboxConfig outbox) {

    public CarConfig {
        requireNonNull(database);
    }
}
