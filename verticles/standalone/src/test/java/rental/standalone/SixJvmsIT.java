package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.testkit.SpanCollector;

/** The same system as six processes in a cluster. */
class SixJvmsIT {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String ADMIN = "boss@example.com";
    private static final String PASSWORD = "Password123";
    private static final int SMTP_CONNECTIONS = 4;

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
        settings.put("SMTP_CONNECTIONS", Integer.toString(SMTP_CONNECTIONS));
        // What a killed process was sending is another's only after its lease.
        settings.put("SMTP_TIMEOUT", "1s");
        // So that the index agrees with the services by its own strength.
        settings.put("SEARCH_RECONCILE_INTERVAL", "1d");
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
    void losesNothingUnderLoadWhenSearchAndNotificationAreKilled() {
        losesNothing(Duration.ZERO);
    }

    @Test
    @Tag("soak")
    void losesNothingInAMinuteOfLoadInWhichSearchAndNotificationAreKilledAgainAndAgain() {
        losesNothing(Duration.ofSeconds(60));
    }

    /** A killed notification service may repeat what was between sending and recording: one mail for each connection. */
    private static void losesNothing(Duration time) {
        var kills = new AtomicInteger();
        var load = MixedLoad.on(system.gateway(), SERVERS.mail(), ADMIN, PASSWORD, PAUSE);

        load.run(time, () -> {
            kills.incrementAndGet();
            system.kill("search");
            system.kill("notification");
            system.start("search");
            system.start("notification");
        });

        load.isInEffect(kills.get() * SMTP_CONNECTIONS);
        for (var service : List.of("auth", "car", "booking")) {
            assertThat(SERVERS.database(service).query("SELECT id FROM outbox WHERE pending <> '{}'"))
                    .as("events of %s that are not taken", service)
                    .isEmpty();
        }
        assertThat(SERVERS.database("booking").query("SELECT sum(deadlocks) FROM pg_stat_database"))
                .containsExactly("0");
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
