package rental.standalone;

import static java.util.concurrent.CompletableFuture.supplyAsync;
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
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.standalone.fixture.Cluster;
import rental.standalone.fixture.Journey;
import rental.standalone.fixture.SharedCluster;
import rental.standalone.load.SteadyLoad;
import rental.testkit.ApiClient.Answer;

/** Two members of every group, and what takes minutes. */
@Tag("soak")
class ClusterSoakIT {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterSoakIT.class);
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
            load.untilSteady(4 * A_WHILE);
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
    void theOthersForgetAKilledMemberWithinFiveSeconds() {
        var nodes = members.nodesSeenBy("car");

        members.kill("search-2");
        var dead = Instant.now();

        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(5))
                .until(() -> members.nodesSeenBy("car") == nodes - 1);
        LOG.info("Forgotten after {}", Duration.between(dead, Instant.now()));
        members.ensure("search-2");
    }

    @Test
    void theJourneyPassesWhileOneOfEachIsKilledAndRestarted() {
        Cluster.GROUPS.forEach(group -> members.kill(Cluster.second(group)));
        people.go(ADMIN, PASSWORD);

        for (var group : Cluster.GROUPS) {
            members.start(Cluster.second(group));
            people.go(ADMIN, PASSWORD);
            members.untilReady(Cluster.second(group));
        }
        people.go(ADMIN, PASSWORD);
    }

    @Test
    void anotherMemberBuildsTheIndexWhenTheOneThatWasAtItIsKilled() {
        people.addCars(ADMIN, PASSWORD, CARS);
        var admin = members.client("gateway").as(ADMIN, PASSWORD);
        var started = admin.at(members.url("search")).post("/search/reindex", null);
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        members.kill("search");
        var survivor = admin.at(members.url(Cluster.second("search")));
        var rebuild = "/search/reindex/" + started.text("/id");

        assertThat(survivor.get(rebuild).text("/status")).isEqualTo("running");
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !survivor.get(rebuild).text("/status").equals("running"));

        var built = survivor.get(rebuild);
        assertThat(built.text("/status")).as(built.toString()).isEqualTo("done");
        assertThat(built.text("/indexed"))
                .isEqualTo(SYSTEM.servers()
                        .database("car")
                        .query("SELECT count(*) FROM car")
                        .get(0));
        members.ensure("search");
        members.untilHealthy();
    }

    @Test
    void letsOneOfManyRacingClientsHaveTheCar() {
        assertThat(race(() -> {})).isEqualTo(Map.of(201, 1L, 409, CLIENTS - 1L));
    }

    @Test
    void letsOneOfManyRacingClientsHaveTheCarWhileOneOfEachIsKilled() {
        var answers = race(() -> Cluster.GROUPS.forEach(group -> members.kill(Cluster.second(group))));

        assertThat(answers).isEqualTo(Map.of(201, 1L, 409, CLIENTS - 1L));
        Cluster.GROUPS.forEach(group -> members.ensure(Cluster.second(group)));
    }

    /** Clients of both gateways want one car for the same time. @return how many got which answer in the end */
    private static Map<Integer, Long> race(Runnable meanwhile) {
        var car = people.addCars(ADMIN, PASSWORD, 1).get(0);
        var token = people.newcomer();
        var clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            var answers = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> supplyAsync(() -> book(client, token, people.bookingOf(car)), clients))
                    .toList();
            meanwhile.run();
            return answers.stream().map(CompletableFuture::join).collect(groupingBy(Answer::status, counting()));
        } finally {
            clients.shutdown();
        }
    }

    /** As a client should: with a key, and again at the other gateway while there is no answer or one that says to. */
    private static Answer book(int client, String token, String booking) {
        var key = UUID.randomUUID().toString();
        var turn = new AtomicInteger(client);
        return await().atMost(LONG)
                .ignoreExceptions()
                .until(
                        () -> members.client(turn.getAndIncrement() % 2 == 0 ? "gateway" : "gateway-2")
                                .as(token)
                                .with("Idempotency-Key", key)
                                .post("/bookings", booking),
                        answer -> answer.status() != 503);
    }

    private static SteadyLoad load() {
        var gateways = List.of(members.url("gateway"), members.url("gateway-2"));
        return SteadyLoad.begin(gateways, people.newcomer(), people.addCars(ADMIN, PASSWORD, CARS));
    }
}
