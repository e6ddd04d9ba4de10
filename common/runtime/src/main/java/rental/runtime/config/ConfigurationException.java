package rental.runtime.config;

import java.util.List;

/** Stops the start: names every fault of the configuration at once, each with its key. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ConfigurationException(List<String> faults) {
        super("The configuration is not valid:\n  - " + String.join("\n  - ", faults));
    }
}
