package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Address;
import rental.contract.health.Health;
import rental.contract.health.HealthReport;
import rental.contract.health.HealthReport.Status;
import rental.testkit.TestDatabase;

/** What must never be, made by hand in the database, is noticed and told. */
class AuditTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    private final Instant start = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    @RegisterExtension
    final ServiceOfTheTest service = ServiceOfTheTest.on(database, "BOOKING_AUDIT", "1s");

    @Test
    void isDegradedWhileWhatMustNeverBeIsInTheDatabase() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var first = customer.book(car, start, start.plus(1, DAYS)).is(201);
        var second =
                customer.book(car, start.plus(2, DAYS), start.plus(3, DAYS)).is(201);
        assertThat(health()).isEqualTo(HealthReport.healthy());

        database.execute("ALTER TABLE booking DROP CONSTRAINT booking_no_overlap");
        database.execute("UPDATE booking SET blocked = (SELECT blocked FROM booking WHERE id = '" + first.id()
                + "') WHERE id = '" + second.id() + "'");
        database.execute("UPDATE outbox SET occurred_at = now() - interval '2 minutes'");

        await().untilAsserted(() -> assertThat(health().reasons())
                .containsExactlyInAnyOrder(
                        "Bookings of one car overlap (2).",
                        "Events wait for search for longer than a minute (2).",
                        "Events wait for notification for longer than a minute (2)."));
        assertThat(health().status()).isEqualTo(Status.DEGRADED);

        customer.on("cancelBooking", second.id()).isBooking("cancelled");
        database.execute("UPDATE outbox SET pending = '{}'");

        await().untilAsserted(() -> assertThat(health()).isEqualTo(HealthReport.healthy()));
    }

    private HealthReport health() {
        return service.ask(Health.of("booking"), new Address.Nothing());
    }
}
