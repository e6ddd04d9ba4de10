package rental.car;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import rental.runtime.config.Prefix;
import rental.runtime.config.Setting;
import rental.runtime.http.server.HttpConfig;
import rental.runtime.outbox.OutboxConfig;
import rental.runtime.security.TokenConfig;
import rental.runtime.sql.DatabaseConfig;

/** What the car service needs to know. */
public record CarConfig(
        @Setting(
                name = "SERVICE_HOST",
                fallback = "127.0.0.1",
                meaning = "The address that the services' own ports listen on; by default this machine alone.")
        String host,

        @Setting(
                name = "CAR_PORT",
                fallback = "3002",
                min = "0",
                max = "65535",
                meaning = "The car service's own port; 0 takes a free one.")
        int port,

        @Setting(
                name = "CAR_INSTANCES",
                fallback = "1",
                min = "1",
                max = "64",
                meaning = "How many event loops the car service works on.")
        int instances,

        HttpConfig http,
        TokenConfig tokens,

        @Setting(
                name = "CAR_TIME_ZONES_AHEAD",
                fallback = "true",
                meaning =
                        "Whether the map of time zones, some 175 MB, is loaded at start instead of with the first car that names none.")
        boolean timeZonesAhead,

        @Prefix("CAR_") DatabaseConfig database,
        OutboxConfig outbox) {

    public CarConfig {
        requireNonNull(database);
    }

    Currency currency() {
        return http.currency();
    }
}
