package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.testkit.SpanCollector;

/** The same system as six processes in a cluster. */
class SixJvmsIT {
    private static final String ADMIN = "boss@example.com";
    private static final String PASSWORD = "Password123";

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    private static final SpanCollector COLLECTOR = SpanCollector.start();

    private static SixJvms system;

    @BeforeAll
    static void start() throws Exception {
        var folder = Path.of("target", "six-jvms").toAbsolutePath();
        Files.createDirectories(folder);
        var settings = new HashMap<>(SERVERS.settings());
        settings.put("TRACES", "otlp");
        settings.put("TRACES_ENDPOINT", COLLECTOR.url());
        system = SixJvms.start(settings, folder);
        system.createAdmin(ADMIN, PASSWORD);
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        COLLECTOR.close();
    }

    @Test
    void rentsACarFromSigningUpToBeingFreeAgain() {
        new Journey(system.gateway(), SERVERS.mail()).go(ADMIN, PASSWORD);
    }

    @Test
    void tracesABookingFromTheGatewayToTheDatabaseTheIndexAndTheMail() {
        var trace = new TracedBooking(COLLECTOR);

        new Journey(system.gateway(), SERVERS.mail())
                .with("traceparent", trace.traceparent())
                .go(ADMIN, PASSWORD);

        trace.untilWhole();
        trace.tellsNoSecret();
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
