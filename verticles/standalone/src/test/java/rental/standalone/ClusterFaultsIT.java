package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.standalone.fixture.SharedCluster.ADMIN;
import static rental.standalone.fixture.SharedCluster.PASSWORD;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.SharedCluster;
import rental.standalone.load.SteadyLoad;

/** Two gateways and two booking services in a cluster, while customers keep booking and members come and go. */
class ClusterFaultsIT {
    private static final int CARS = 8;
    private static final int A_WHILE = 20;

    @RegisterExtension
    static final SharedCluster SYSTEM = new SharedCluster();

    private static Cluster members;
    private static Journey people;

    @BeforeAll
    static void doubleGatewayAndBooking() {
        members = SYSTEM.members();
        members.ensure("gateway-2", "booking-2");
        people = new Journey(members.url("gateway"), SYSTEM.mail());
    }

    @Test
    void answersEveryRequestWhileGatewayAndBookingAreReplaced() {
        try (var load = load()) {
            for (var member : List.of("booking", "gateway-2")) {
                assertThat(members.terminate(member)).as(member).isIn(0, 143);
                load.untilAcknowledged(A_WHILE);
                members.ensure(member);
                load.untilAcknowledged(A_WHILE);
            }
            load.stop();

            assertThat(load.failures()).isEmpty();
            load.requireAcknowledgedAndNoOthers();
        }
    }

    @Test
    void losesNothingAcknowledgedWhenBookingIsKilled() {
        try (var load = load()) {
            load.untilAcknowledged(A_WHILE);
            members.kill("booking-2");
            var dead = Instant.now();
            load.untilAcknowledged(2 * A_WHILE);
            var failed = load.failures();
            members.kill("booking");
            members.ensure("booking", "booking-2");
            load.untilAcknowledged(A_WHILE);
            load.stop();

            assertThat(failed).allSatisfy(failure -> {
                assertThat(failure.isRead()).isFalse();
                assertThat(failure.sent()).isBefore(dead);
            });
            load.completeTheRest();
            load.requireAcknowledgedAndNoOthers();
            load.requireEachConfirmedOnce();
        }
    }

    private static SteadyLoad load() {
        var gateways = List.of(members.url("gateway"), members.url("gateway-2"));
        return SteadyLoad.begin(gateways, people.newcomer(), people.addCars(ADMIN, PASSWORD, CARS));
    }
}
