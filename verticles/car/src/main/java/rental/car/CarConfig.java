package rental.car;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import rental.runtime.config.Prefix;
import rental.runtime.config.Setting;
import rental.runtime.sql.DatabaseConfig;

/**
 * What the car service needs to know.
 *
 * @param currency the one currency of the installation
 */
public record CarConfig(
        @Prefix("CAR_") DatabaseConfig database,

        @Setting(
                name = "CURRENCY",
                fallback = "USD",
                meaning = "The one currency of the installation, as an ISO 4217 code.")
        Currency currency) {

    public CarConfig {
        requireNonNull(database);
        requireNonNull(currency);
    }
}
