package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.standalone.fixture.SharedCluster.ADMIN;
import static rental.standalone.fixture.SharedCluster.PASSWORD;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.SharedCluster;
import rental.standalone.fixture.TracedBooking;
import rental.standalone.load.MixedLoad;

/** The same system as six processes in a cluster. */
class SixJvmsIT {
    private static final Duration PAUSE = Duration.ofMillis(50);

    @RegisterExtension
    static final SharedCluster SYSTEM = new SharedCluster();

    private static Cluster members;

    @BeforeAll
    static void take() {
        members = SYSTEM.members();
    }

    @Test
    void rentsACarFromSigningUpToBeingFreeAgain() {
        new Journey(members.url("gateway"), SYSTEM.mail()).go(ADMIN, PASSWORD);
    }

    @Test
    void tracesABookingFromTheGatewayToTheDatabaseTheIndexAndTheMail() {
        var trace = new TracedBooking(SYSTEM.spans());

        new Journey(members.url("gateway"), SYSTEM.mail())
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
        var load = MixedLoad.on(members.url("gateway"), SYSTEM.mail(), ADMIN, PASSWORD, PAUSE);

        load.run(time, () -> {
            kills.incrementAndGet();
            members.kill("search");
            members.kill("notification");
            members.start("search", "notification");
        });

        load.isInEffect(kills.get() * SharedCluster.SMTP_CONNECTIONS);
        for (var service : List.of("auth", "car", "booking")) {
            assertThat(SYSTEM.servers().database(service).query("SELECT id FROM outbox WHERE pending <> '{}'"))
                    .as("events of %s that are not taken", service)
                    .isEmpty();
        }
        assertThat(SYSTEM.servers().database("booking").deadlocks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "notification"})
    void endsWithAStatusThatSaysWellOnSigterm(String group) {
        var status = members.terminate(group);

        assertThat(status).isIn(0, 143);
        assertThat(members.member(group).lastWords())
                .contains(group + " has stopped")
                .doesNotContain("did not stop");
        members.start(group);
        members.untilHealthy();
    }
}
