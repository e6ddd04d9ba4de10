package rental.runtime.launch;

import rental.runtime.config.Profile;
import rental.runtime.config.Setting;
import rental.runtime.log.LogConfig;
import rental.runtime.trace.TracesConfig;

/**
 * What every process is told, whatever it runs.
 *
 * @param profile what the installation is for
 */
public record ProcessConfig(
        @Setting(
                name = "PROFILE",
                fallback = "production",
                meaning =
                        "What the installation is for: development makes its own keys and demo data, production never does.")
        Profile profile,

        ClusterConfig cluster,
        LogConfig log,
        TracesConfig traces) {}
