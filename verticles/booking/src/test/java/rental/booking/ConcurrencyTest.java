package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.car.Car;
import rental.testkit.TestDatabase;

/** Many clients at once on one car. */
class ConcurrencyTest {
    private static final int CLIENTS = 64;
    private static final int ROUNDS = 50;
    private static final Instant START = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    /** What must never be: two bookings of one car that block the same time. */
    static final String OVERLAPS = """
            SELECT a.id
              FROM booking a
              JOIN booking b ON b.car_id = a.car_id AND b.id > a.id AND b.blocked && a.blocked
             WHERE a.status <> 'cancelled' AND b.status <> 'cancelled'
            """;

    static final TestDatabase database = TestDatabase.of("booking");

    @RegisterExtension
    static final ServiceOfTheClass service = ServiceOfTheClass.on(database);

    @Test
    void letsExactlyOneOfManyHaveTheCarInEveryRound() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customers =
                IntStream.range(0, CLIENTS).mapToObj(i -> service.customer()).toList();

        for (var round = 0; round < ROUNDS; round++) {
            var from = START.plus(10L * round, DAYS);
            var statuses = race(customers, car, from);

            assertThat(statuses).filteredOn(status -> status == 201).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(CLIENTS - 1);
        }

        assertThat(database.query(OVERLAPS)).isEmpty();
        assertThat(database.query(
                        "SELECT count(*) FROM outbox WHERE type = 'booking-confirmed' AND payload -> 'booking'"
                                + " -> 'car' ->> 'id' = '" + car.id() + "'"))
                .containsExactly(String.valueOf(ROUNDS));
    }

    /** Windows that overlap each other in different ways. */
    private static List<Integer> race(List<BookingClient> customers, Car car, Instant from) {
        var answers = new ArrayList<Future<Answer>>();
        for (var i = 0; i < customers.size(); i++) {
            var pickup = from.plus(i % 24, HOURS);
            answers.add(customers.get(i).booking(car, pickup, pickup.plus(2, DAYS), Map.of()));
        }
        BookingService.await(Future.all(answers));
        return answers.stream().map(answer -> answer.result().status()).toList();
    }

    @Test
    void letsOnlyOneOfManyStepsAtOnceGoThrough() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, START, START.plus(1, DAYS)).is(201);

        var answers = IntStream.range(0, 32)
                .mapToObj(i -> customer.sendOn("cancelBooking", booked.id()))
                .toList();
        BookingService.await(Future.all(answers));

        assertThat(answers)
                .extracting(answer -> answer.result().status())
                .containsOnly(200, 409)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        assertThat(database.query("SELECT what FROM booking_history WHERE booking_id = '" + booked.id() + "'"))
                .containsExactly("confirmed", "cancelled");
    }

    @Test
    void keepsBookingsAndBlocksApartWhenTheyComeAtOnce() {
        var staff = service.staff();
        for (var round = 0; round < 10; round++) {
            var car = service.parkedAndTold(CarFixture.aCar().get());
            var bookings = IntStream.range(0, 16)
                    .mapToObj(i -> service.customer().booking(car, START, START.plus(1, DAYS), Map.of()))
                    .toList();
            var block = staff.sendOn(
                    "createBlock", car.id(), "from", START.plus(3, HOURS), "to", START.plus(4, HOURS), "reason", "x");
            var all = new ArrayList<>(bookings);
            all.add(block);
            BookingService.await(Future.all(all));

            assertThat(all)
                    .extracting(answer -> answer.result().status())
                    .filteredOn(status -> status == 201)
                    .hasSize(1);
        }
        assertThat(database.query(OVERLAPS)).isEmpty();
    }
}
