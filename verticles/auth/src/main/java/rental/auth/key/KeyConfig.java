package rental.auth.key;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import rental.runtime.config.Profile;
import rental.runtime.config.Setting;

/**
 * Where the signing keys are.
 *
 * @param folder holds one private key in each {@code .pem} file; empty in development, which makes its own
 * @param leadTime how long a new key is published before it signs
 * @param interval how often the folder is looked at
 */
public record KeyConfig(
        @Setting(
                name = "PROFILE",
                fallback = "production",
                meaning =
                        "What the installation is for: development makes its own keys and demo data, production never does.")
        Profile profile,

        @Setting(name = "DATA_DIR", fallback = "data", meaning = "The folder for what is kept between runs.")
        Path dataDir,

        @Setting(
                name = "AUTH_SIGNING_KEYS_DIR",
                example = "/run/secrets/signing-keys",
                meaning =
                        "The folder of the keys that sign access tokens: RSA private keys of at least 2048 bits, PKCS#8 PEM, one in each file *.pem. Files may come and go while the service runs. Required unless PROFILE is development.")
        Optional<Path> folder,

        @Setting(
                name = "AUTH_SIGNING_KEY_LEAD_TIME",
                fallback = "2m",
                min = "0s",
                max = "7d",
                meaning =
                        "How long a new signing key is published before it signs, so that whoever verifies knows it by then.")
        Duration leadTime,

        @Setting(
                name = "AUTH_SIGNING_KEYS_INTERVAL",
                fallback = "5s",
                min = "50ms",
                max = "1h",
                meaning = "How often the folder of the signing keys is looked at.")
        Duration interval) {

    public KeyConfig {
        if (profile == Profile.PRODUCTION && folder.isEmpty()) {
            throw new IllegalArgumentException("AUTH_SIGNING_KEYS_DIR is required in production");
        }
    }

    /** Whether a key is made when there is none. */
    boolean makesItsOwn() {
        return folder.isEmpty();
    }

    Path keys() {
        return folder.orElseGet(() -> dataDir.resolve("keys"));
    }
}
