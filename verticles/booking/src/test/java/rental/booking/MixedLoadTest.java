package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.contract.car.Car;
import rental.testkit.TestDatabase;

/** Bookings, holds, moves, cancellations and blocks at once from many clients on few cars. */
class MixedLoadTest {
    private static final int CLIENTS = 32;
    private static final int CARS = 3;
    private static final Instant START = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    /** Bookings whose history has gaps, or whose number of facts is not that of their changes. */
    private static final String UNTOLD = """
            SELECT b.id
              FROM booking b
              LEFT JOIN (SELECT booking_id, count(*) AS changes FROM booking_history GROUP BY booking_id) h
                     ON h.booking_id = b.id
              LEFT JOIN (SELECT aggregate_id, count(*) AS facts FROM outbox GROUP BY aggregate_id) o
                     ON o.aggregate_id = b.id
             WHERE b.version IS DISTINCT FROM h.changes
                OR b.kind = 'rental' AND b.version IS DISTINCT FROM o.facts
            """;

    static final TestDatabase database = TestDatabase.of("booking");

    @RegisterExtension
    static final ServiceOfTheClass service = ServiceOfTheClass.on(database);

    @Test
    void agreesWithWhatEachClientWasToldForSomeSeconds() {
        var clients = run(Duration.ofSeconds(3), () -> {});

        clients.forEach(client -> assertThat(client.statuses).isSubsetOf(200, 201, 204, 400, 409));
        verify(clients);
    }

    @Test
    @Tag("soak")
    void agreesWithWhatEachClientWasToldForAMinute() {
        var clients = run(Duration.ofSeconds(60), () -> {});

        clients.forEach(client -> assertThat(client.statuses).isSubsetOf(200, 201, 204, 400, 409));
        verify(clients);
    }

    @Test
    void losesNothingThatWasPromisedWhenConnectionsBreakAgainAndAgain() {
        var clients = run(Duration.ofSeconds(3), () -> database.query("""
                SELECT count(pg_terminate_backend(pid))
                  FROM pg_stat_activity
                 WHERE datname = current_database() AND application_name = 'rental' AND random() < 0.3
                """));

        clients.forEach(client -> assertThat(client.statuses).isSubsetOf(200, 201, 204, 400, 409, 503));
        verify(clients);
    }

    /** @param disturbance what happens some times a second meanwhile */
    private static List<LoadClient> run(Duration time, Runnable disturbance) {
        var cars = IntStream.range(0, CARS)
                .mapToObj(i -> service.parkedAndTold(CarFixture.aCar().get()))
                .toList();
        var until = Instant.now().plus(time);
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(i -> new LoadClient(cars, i, until))
                .toList();
        var all = Future.all(clients.stream().map(LoadClient::run).toList());
        while (!all.isComplete()) {
            disturbance.run();
            BookingService.await(Future.any(all, service.pause(Duration.ofMillis(200))));
        }
        BookingService.await(all);
        return clients;
    }

    private static void verify(List<LoadClient> clients) {
        assertThat(database.query(ConcurrencyTest.OVERLAPS)).isEmpty();
        assertThat(database.query(UNTOLD)).isEmpty();
        assertThat(database.deadlocks()).isZero();
        clients.stream().filter(client -> !client.known.isEmpty()).forEach(LoadClient::verify);
        assertThat(clients.stream().mapToLong(client -> client.known.size()).sum())
                .isPositive();
    }

    /** One client that does one thing after the other, and remembers what it was told of its own bookings. */
    private static final class LoadClient {
        private final BookingClient customer = service.customer();
        private final BookingClient staff = service.staff();
        private final Map<UUID, String> known = new HashMap<>();
        private final Set<UUID> unsure = ConcurrentHashMap.newKeySet();
        private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        private final List<Car> cars;
        private final Random random;
        private final Instant until;

        LoadClient(List<Car> cars, int seed, Instant until) {
            this.cars = cars;
            this.random = new Random(seed);
            this.until = until;
        }

        Future<Void> run() {
            var over = Promise.<Void>promise();
            goOn(over);
            return over.future();
        }

        /** One step after the other, and no chain of futures, which would have as many links after a minute as steps. */
        private void goOn(Promise<Void> over) {
            if (Instant.now().isBefore(until)) {
                next().onSuccess(done -> goOn(over)).onFailure(over::fail);
            } else {
                over.complete();
            }
        }

        private Future<?> next() {
            var own = new ArrayList<>(known.keySet());
            var dice = random.nextInt(10);
            if (own.isEmpty() || dice < 4) {
                return book();
            }
            if (dice == 4) {
                return block();
            }
            var id = own.get(random.nextInt(own.size()));
            return switch (dice) {
                case 5, 6 -> told(id, customer.sendOn("confirmBooking", id));
                case 7 -> told(id, customer.sendOn("changeBooking", id, "dropoffTime", time().plus(3, DAYS)));
                default -> told(id, customer.sendOn("cancelBooking", id));
            };
        }

        private Instant time() {
            return START.plus(random.nextInt(24 * 20), HOURS);
        }

        private Car car() {
            return cars.get(random.nextInt(cars.size()));
        }

        private Future<?> book() {
            var from = time();
            var key = Ids.next().toString();
            var car = car();
            var to = from.plus(1 + random.nextInt(72), HOURS);
            var hold = random.nextBoolean();
            return bookUntilAnswered(car, from, to, key, hold, 20);
        }

        /** With a key, an answer that got lost is asked for again. */
        private Future<?> bookUntilAnswered(Car car, Instant from, Instant to, String key, boolean hold, int tries) {
            return customer.booking(car, from, to, Map.of("idempotency-key", key), "hold", hold)
                    .compose(answer -> {
                        statuses.add(answer.status());
                        if (answer.status() == 503 && tries > 0) {
                            return service.pause(Duration.ofMillis(20))
                                    .compose(rested -> bookUntilAnswered(car, from, to, key, hold, tries - 1));
                        }
                        if (answer.status() == 201) {
                            known.put(answer.id(), answer.text("/status"));
                        }
                        return Future.succeededFuture();
                    });
        }

        private Future<?> block() {
            var from = time();
            var id = car().id();
            return staff.sendOn("createBlock", id, "from", from, "to", from.plus(2, HOURS), "reason", "Service")
                    .onSuccess(answer -> statuses.add(answer.status()));
        }

        private Future<?> told(UUID id, Future<Answer> step) {
            return step.onSuccess(answer -> {
                statuses.add(answer.status());
                if (answer.status() == 200) {
                    known.put(id, answer.text("/status"));
                } else if (answer.status() == 503) {
                    unsure.add(id);
                }
            });
        }

        /** Every promise stands: the bookings are those of the answers, none is missing and none is there twice. */
        void verify() {
            var stored = known.keySet().stream()
                    .collect(Collectors.toMap(Function.identity(), id -> customer.sendOn("getBooking", id)));
            BookingService.await(Future.all(List.copyOf(stored.values())));
            stored.forEach((id, answer) -> {
                answer.result().is(200);
                if (!unsure.contains(id)) {
                    assertThat(answer.result().text("/status")).isEqualTo(known.get(id));
                }
            });
            assertThat(database.query("SELECT count(*) FROM booking WHERE user_id = '" + customer.id() + "'"))
                    .containsExactly(String.valueOf(known.size()));
        }
    }
}
