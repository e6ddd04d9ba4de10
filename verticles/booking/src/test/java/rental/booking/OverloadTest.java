package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.car.Car;
import rental.testkit.TestDatabase;

/** Someone keeps a car's row locked for longer than anyone should wait. */
class OverloadTest {
    private static final Instant START = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    static final TestDatabase database = TestDatabase.of("booking");

    @RegisterExtension
    static final ServiceOfTheClass service = ServiceOfTheClass.on(database, "BOOKING_DATABASE_LOCK_TIMEOUT", "50ms");

    private static Connection locking(Car car) throws SQLException {
        var connection = database.connect();
        connection.setAutoCommit(false);
        try (var lock = connection.createStatement()) {
            lock.execute("SELECT id FROM car WHERE id = '" + car.id() + "' FOR UPDATE");
        }
        return connection;
    }

    @Test
    void asksToTryAgainWhenTheCarStaysLocked() throws SQLException {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        try (var locked = locking(car)) {
            var answer = customer.book(car, START, START.plus(1, DAYS)).isProblem(503, "try-again");

            assertThat(answer.header("retry-after")).isEqualTo("1");
            locked.rollback();
        }
        customer.book(car, START, START.plus(1, DAYS)).is(201);
    }

    @Test
    void answersReadsMeanwhile() throws SQLException {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, START, START.plus(1, DAYS)).is(201);
        try (var locked = locking(car)) {
            customer.on("getBooking", booked.id()).isBooking("confirmed");
            customer.on("cancelBooking", booked.id()).isProblem(503, "try-again");
            locked.rollback();
        }
        customer.on("cancelBooking", booked.id()).isBooking("cancelled");
    }
}
