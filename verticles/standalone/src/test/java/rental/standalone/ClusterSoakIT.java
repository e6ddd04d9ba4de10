package rental.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.standalone.fixture.SharedCluster.ADMIN;
import static rental.standalone.fixture.SharedCluster.PASSWORD;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.SharedCluster;
import rental.standalone.load.SteadyLoad;
import rental.testkit.ApiClient.Answer;

/** Two members of every group, and what takes minutes. */
@Tag("soak")
class ClusterSoakIT {
    private static final int CARS = 8;
    private static final int A_WHILE = 50;
    private static final int CLIENTS = 64;
    private static final Duration HANGING = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofSeconds(90);

    @RegisterExtension
    static final SharedCluster SYSTEM = new SharedCluster();

    private static Cluster members;
    private static Journey people;

    @BeforeAll
    static void doubleEveryGroup() {
        members = SYSTEM.members();
        // One after the other: this machine has few processors.
        Cluster.GROUPS.forEach(group -> members.ensure(Cluster.second(group)));
        people = new Journey(members.url("gateway"), SYSTEM.mail());
    }

    @Test
    void answersEveryRequestWhileEveryMemberOfEveryGroupIsReplaced() {
        try (var load = load().alsoReading(List.of("/auth/me", "/cars?limit=5", "/notifications?limit=5"))) {
            for (var group : Cluster.GROUPS) {
                for (var member : List.of(group, Cluster.second(group))) {
                    assertThat(members.terminate(member)).as(member).isIn(0, 143);
                    load.untilAcknowledged(A_WHILE);
                    members.ensure(member);
                    load.untilAcknowledged(A_WHILE);
                }
            }
            load.stop();

            assertThat(load.failures()).isEmpty();
            load.requireAcknowledgedAndNoOthers();
            load.requireEachConfirmedOnce();
        }
    }

    @Test
    void losesNothingWhileAMemberHangsAndTakesItBackWhenItGoesOn() {
        try (var load = load()) {
            var since = Instant.now();
            members.member("booking-2").hang();
            await().atMost(LONG)
                    .until(() -> Duration.between(since, Instant.now()).compareTo(HANGING) > 0);
            load.untilAcknowledged(A_WHILE);
            members.member("booking-2").goOn();
            // Only the one that hung is left to answer.
            members.terminate("booking");
            load.untilAcknowledged(A_WHILE);
            members.ensure("booking");
            load.stop();

            load.completeTheRest();
            load.requireAcknowledgedAndNoOthers();
            load.requireEachConfirmedOnce();
        }
    }

    @Test
    void theJourneyPassesWhileOneOfEachIsKilledAndRestarted() {
        for (var group : Cluster.GROUPS) {
            if (!group.equals("gateway")) {
                members.kill(Cluster.second(group));
                members.start(Cluster.second(group));
            }
        }

        people.go(ADMIN, PASSWORD);
        Cluster.GROUPS.forEach(group -> members.untilReady(Cluster.second(group)));
        people.go(ADMIN, PASSWORD);
    }

    @Test
    void letOneOfManyRacingClientsHaveTheCar() {
        var car = people.addCars(ADMIN, PASSWORD, 1).get(0);
        var token = people.newcomer();

        var answers = IntStream.range(0, CLIENTS)
                .mapToObj(client -> members.client(client % 2 == 0 ? "gateway" : "gateway-2")
                        .as(token)
                        .send("POST", "/bookings", people.bookingOf(car)))
                .toList();

        assertThat(answers.stream().map(CompletableFuture::join).collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 1L, 409, CLIENTS - 1L));
    }

    private static SteadyLoad load() {
        var gateways = List.of(members.url("gateway"), members.url("gateway-2"));
        return SteadyLoad.begin(gateways, people.newcomer(), people.addCars(ADMIN, PASSWORD, CARS));
    }
}
