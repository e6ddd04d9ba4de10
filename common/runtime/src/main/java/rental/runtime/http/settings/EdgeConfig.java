package rental.runtime.http.settings;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import rental.runtime.config.Setting;
import rental.runtime.security.TokenConfig;

/**
 * What is the same for the ports of all services of an installation.
 *
 * @param host the address that they listen on
 */
public record EdgeConfig(
        @Setting(
                name = "SERVICE_HOST",
                fallback = "127.0.0.1",
                meaning = "The address that the services' own ports listen on; by default this machine alone.")
        String host,

        HttpConfig http,
        TokenConfig tokens) {

    public EdgeConfig {
        requireNonNull(http);
        requireNonNull(tokens);
    }

    /** The one currency of the installation. */
    public Currency currency() {
        return http.currency();
    }
}
