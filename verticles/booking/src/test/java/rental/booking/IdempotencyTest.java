package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.contract.car.Car;
import rental.testkit.TestDatabase;

class IdempotencyTest {
    private static final Instant START = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    static final TestDatabase database = TestDatabase.of("booking");

    @RegisterExtension
    static final ServiceOfTheClass service = ServiceOfTheClass.on(database, "BOOKING_KEY_PATIENCE", "300ms");

    private static Answer book(BookingClient customer, Car car, String key, Instant from) {
        return BookingService.await(booking(customer, car, key, from));
    }

    private static Future<Answer> booking(BookingClient customer, Car car, String key, Instant from) {
        return customer.booking(car, from, from.plus(1, DAYS), Map.of("idempotency-key", key));
    }

    @Test
    void repliesToARepeatWithTheFirstAnswer() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();

        var first = book(customer, car, "one", START).is(201);
        var repeat = book(customer, car, "one", START).is(201);

        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("idempotency-replayed")).isEqualTo("true");
        assertThat(repeat.header("location")).isEqualTo(first.header("location"));
        assertThat(first.header("idempotency-replayed")).isNull();
    }

    @Test
    void repliesToARepeatAlthoughTheBookingHasBeenCancelledSince() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var first = book(customer, car, "one", START).is(201);
        customer.on("cancelBooking", first.id()).isBooking("cancelled");

        assertThat(book(customer, car, "one", START).is(201).id()).isEqualTo(first.id());
        assertThat(database.query("SELECT count(*) FROM booking WHERE car_id = '" + car.id() + "'"))
                .containsExactly("1");
    }

    @Test
    void refusesAKeyWithAnotherBody() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        book(customer, car, "one", START).is(201);

        book(customer, car, "one", START.plus(5, DAYS)).isProblem(422, "idempotency-key-reused");
        customer.ask(
                        "createQuote",
                        Map.of(),
                        Map.of("idempotency-key", "one"),
                        Map.of("carId", car.id(), "pickupTime", START, "dropoffTime", START.plus(1, DAYS)))
                .isProblem(422, "idempotency-key-reused");
    }

    @Test
    void takesTheSameKeyOfAnotherCallerForAnotherKey() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        book(service.customer(), car, "one", START).is(201);

        book(service.customer(), car, "one", START).isProblem(409, "car-unavailable");
    }

    @Test
    void leavesTheKeyFreeWhenTheCarIsTaken() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var other = service.customer();
        var standing = book(other, car, "theirs", START).is(201);
        var customer = service.customer();

        book(customer, car, "one", START).isProblem(409, "car-unavailable");
        other.on("cancelBooking", standing.id()).isBooking("cancelled");

        book(customer, car, "one", START).is(201);
    }

    @Test
    void makesOneBookingOfManyRepeatsAtOnce() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();

        var answers = IntStream.range(0, 32)
                .mapToObj(i -> booking(customer, car, "one", START))
                .toList();
        BookingService.await(Future.all(answers));

        var ids = answers.stream().map(answer -> answer.result().is(201).id()).distinct();
        assertThat(ids).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.result().header("idempotency-replayed") == null)
                .hasSize(1);
    }

    @Test
    void forgetsAKeyAfterADay() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var first = book(customer, car, "one", START).is(201);
        database.execute("UPDATE idempotency_key SET created_at = created_at - interval '25 hours' WHERE caller = '"
                + customer.id() + "'");

        var second = book(customer, car, "one", START.plus(5, DAYS)).is(201);

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.header("idempotency-replayed")).isNull();
    }

    @Test
    void repliesWithTheFirstAnswerWhenThatGotLost() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var lost = booking(customer, car, "one", START);
        database.query("SELECT 1");

        var repeat = book(customer, car, "one", START).is(201);

        assertThat(repeat.id()).isEqualTo(BookingService.await(lost).id());
    }

    @Test
    void saysThatTheFirstIsStillRunningWhenItsTimeIsUp() throws SQLException {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        try (var running = database.connect()) {
            running.setAutoCommit(false);
            try (var lock = running.prepareStatement(
                    "SELECT pg_advisory_xact_lock(hashtextextended(?::uuid || ' ' || ?::text, 0))")) {
                lock.setString(1, customer.id().toString());
                lock.setString(2, "one");
                lock.execute();
            }

            book(customer, car, "one", START).isProblem(409, "idempotency-in-progress");
            running.rollback();
        }
        book(customer, car, "one", START).is(201);
    }

    @Test
    void replaysAQuote() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var body = Map.<String, Object>of("carId", car.id(), "pickupTime", START, "dropoffTime", START.plus(1, DAYS));

        var first = customer.ask("createQuote", Map.of(), Map.of("idempotency-key", "q"), body)
                .is(201);
        var repeat = customer.ask("createQuote", Map.of(), Map.of("idempotency-key", "q"), body)
                .is(201);

        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(repeat.header("idempotency-replayed")).isEqualTo("true");
    }

    @Test
    void leavesNoKeyWithoutItsBooking() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        book(service.customer(), car, "theirs", START).is(201);

        book(customer, car, "key-" + Ids.next(), START).isProblem(409, "car-unavailable");

        assertThat(database.query("SELECT key FROM idempotency_key WHERE caller = '" + customer.id() + "'"))
                .isEmpty();
    }
}
