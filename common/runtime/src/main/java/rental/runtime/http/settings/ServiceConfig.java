package rental.runtime.http.settings;

import rental.runtime.config.Setting;

/**
 * A service within a process. Read with the service's prefix, {@code BOOKING_PORT}, which brings the port that holds when
 * nothing is set.
 *
 * @param port its own port, which the instances share
 */
public record ServiceConfig(
        @Setting(name = "PORT", min = "0", max = "65535", meaning = "The service's own port; 0 takes a free one.")
        int port,

        @Setting(
                name = "INSTANCES",
                fallback = "1",
                min = "1",
                max = "64",
                meaning = "Instances of the service in one process, each on an event loop of its own.")
        int instances) {}
