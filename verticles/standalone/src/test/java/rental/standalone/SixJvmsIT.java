package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same system as six processes in a cluster. */
class SixJvmsIT {
    private static final String ADMIN = "boss@example.com";
    private static final String PASSWORD = "Password123";

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static SixJvms system;

    @BeforeAll
    static void start() throws Exception {
        var folder = Path.of("target", "six-jvms").toAbsolutePath();
        Files.createDirectories(folder);
        system = SixJvms.start(SERVERS.settings(), folder);
        system.createAdmin(ADMIN, PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    void rentsACarFromSigningUpToBeingFreeAgain() {
        new Journey(system.gateway(), SERVERS.mail()).go(ADMIN, PASSWORD);
    }

    @Test
    void losesNoChangeAndNoMailWhenSearchAndNotificationAreKilled() {
        var journey = new Journey(system.gateway(), SERVERS.mail());

        var rental = journey.begin(ADMIN, PASSWORD, () -> {
            system.kill("search");
            system.kill("notification");
        });
        system.start("search");
        system.start("notification");

        journey.untilInEffect(rental);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "notification"})
    void endsWithAStatusThatSaysWellOnSigterm(String group) {
        var status = system.terminate(group);

        assertThat(status).isIn(0, 143);
        assertThat(system.log(group)).content().contains(group + " has stopped").doesNotContain("did not stop");
        system.start(group);
        system.untilHealthy();
    }
}
