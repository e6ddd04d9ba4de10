package rental.standalone;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import java.util.Optional;
import rental.runtime.config.Profile;
import rental.runtime.config.Setting;

/**
 * Whether to begin with demo data.
 *
 * @param seed what to begin with; empty for demo data in development and none elsewhere
 */
public record DemoConfig(
        @Setting(
                name = "PROFILE",
                fallback = "production",
                meaning =
                        "What the installation is for: development makes its own keys and demo data, production never does.")
        Profile profile,

        @Setting(
                name = "SEED",
                meaning =
                        "What a first start begins with: demo (20 cars, two users, two bookings; only in development) or none.",
                example = "none")
        Optional<Seed> seed,

        @Setting(
                name = "CURRENCY",
                fallback = "USD",
                meaning = "The one currency of the installation, as an ISO 4217 code.")
        Currency currency) {

    /** What a first start begins with. */
    public enum Seed {
        DEMO,
        NONE
    }

    /** @throws IllegalArgumentException for demo data outside development */
    public DemoConfig {
        requireNonNull(profile);
        if (profile != Profile.DEVELOPMENT && seed.filter(Seed.DEMO::equals).isPresent()) {
            throw new IllegalArgumentException("demo data has default accounts and needs PROFILE=development");
        }
    }

    boolean wanted() {
        return profile == Profile.DEVELOPMENT && seed.orElse(Seed.DEMO) == Seed.DEMO;
    }
}
