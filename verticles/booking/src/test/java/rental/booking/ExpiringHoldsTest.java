package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Window;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.FindCalendars;
import rental.contract.car.Car;
import rental.testkit.TestDatabase;

/** What becomes of a hold that nobody confirms. */
class ExpiringHoldsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    private final Instant start = Instant.now().truncatedTo(DAYS).plus(30, DAYS);
    private BookingService service;

    @AfterEach
    void close() {
        service.close();
    }

    private void unswept() {
        service = BookingService.on(database.url(), "BOOKING_SWEEP", "60s");
        service.clock.freeze();
    }

    private Answer aHold(BookingClient customer) {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        return customer.book(car, start, start.plus(1, DAYS), "hold", true).is(201);
    }

    private static List<String> statuses(List<UUID> ids) {
        return ids.stream()
                .flatMap(id -> database.query("SELECT status FROM booking WHERE id = '" + id + "'").stream())
                .toList();
    }

    @Test
    void isCancelledFromTheMomentItsTimeIsUp() {
        unswept();
        var customer = service.customer();
        var held = aHold(customer);

        service.clock.advance(Duration.ofMinutes(10).minusMillis(1));
        customer.on("getBooking", held.id()).isBooking("held");
        service.clock.advance(Duration.ofMillis(1));

        var ended = customer.on("getBooking", held.id()).isBooking("cancelled");
        assertThat(statuses(List.of(held.id()))).containsExactly("held");
        assertThat(ended.text("/cancellation/reason")).isEqualTo("hold-expired");
        assertThat(ended.time("/cancellation/at")).isEqualTo(held.time("/holdExpiresAt"));
        assertThat(ended.header("etag")).isEqualTo("\"2\"");
        assertThat(listed(customer, "held")).isEmpty();
        assertThat(listed(customer, "cancelled")).containsExactly(held.text("/id"));
        assertThat(customer.on("getBookingHistory", held.id()).body().findValuesAsText("what"))
                .containsExactly("held", "cancelled");
    }

    private static List<String> listed(BookingClient customer, String status) {
        var items = customer.query("listBookings", Map.of(), Map.of("status", status))
                .is(200)
                .body()
                .get("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(booking -> booking.get("id").asText())
                .toList();
    }

    @Test
    void isNotInTheCalendarThatOtherServicesAreToldOnceItsTimeIsUp() {
        unswept();
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        customer.book(car, start, start.plus(1, DAYS), "hold", true).is(201);
        customer.book(car, start.plus(2, DAYS), start.plus(3, DAYS)).is(201);
        var held = new Window(start, start.plus(1, DAYS));
        var booked = new Window(start.plus(2, DAYS), start.plus(3, DAYS));
        assertThat(busy(car)).containsExactly(held, booked);

        service.clock.advance(Duration.ofMinutes(10));

        assertThat(busy(car)).containsExactly(booked);
    }

    private List<Window> busy(Car car) {
        return service.ask(BookingAddresses.CALENDARS, new FindCalendars(List.of(car.id())))
                .calendars()
                .get(0)
                .busy();
    }

    @Test
    void takesNoFurtherStep() {
        unswept();
        var customer = service.customer();
        var held = aHold(customer);
        service.clock.advance(Duration.ofMinutes(10));

        customer.on("confirmBooking", held.id()).isProblem(409, "hold-expired");
        customer.on("changeBooking", held.id(), "dropoffTime", start.plus(2, DAYS))
                .isProblem(409, "hold-expired");
        customer.on("cancelBooking", held.id()).isProblem(409, "illegal-transition");
        service.staff().on("pickUpBooking", held.id()).isProblem(409, "illegal-transition");
    }

    @Test
    void looksTheSameOnceItsEndIsStored() {
        unswept();
        var customer = service.customer();
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var held = customer.book(car, start, start.plus(1, DAYS), "hold", true).is(201);
        service.clock.advance(Duration.ofMinutes(15));
        var before = customer.on("getBooking", held.id()).isBooking("cancelled");
        var historyBefore = customer.on("getBookingHistory", held.id()).body();

        service.customer().book(car, start, start.plus(1, DAYS)).is(201);

        assertThat(statuses(List.of(held.id()))).containsExactly("cancelled");
        var after = customer.on("getBooking", held.id());
        assertThat(after.body()).isEqualTo(before.body());
        assertThat(after.header("etag")).isEqualTo(before.header("etag"));
        assertThat(customer.on("getBookingHistory", held.id()).body()).isEqualTo(historyBefore);
        customer.on("confirmBooking", held.id()).isProblem(409, "hold-expired");
        customer.on("changeBooking", held.id(), "dropoffTime", start.plus(2, DAYS))
                .isProblem(409, "hold-expired");
    }

    @Test
    void isSweptThoughOthersBeforeItCannotBe() {
        service = BookingService.on(database.url(), "BOOKING_SWEEP", "50ms");
        var customer = service.customer();
        var unwritable = aHold(customer).id();
        var unreadable = aHold(customer).id();
        var fine = aHold(customer).id();
        database.execute("ALTER TABLE booking ADD CONSTRAINT stuck CHECK (id <> '" + unwritable
                + "' OR status = 'held'); UPDATE booking SET terms = '{}' WHERE id = '" + unreadable + "'");

        service.clock.advance(Duration.ofMinutes(11));

        await().untilAsserted(() -> assertThat(statuses(List.of(unwritable, unreadable, fine)))
                .containsExactly("held", "held", "cancelled"));
        database.execute(
                "ALTER TABLE booking DROP CONSTRAINT stuck; UPDATE booking SET terms = other.terms FROM booking other"
                        + " WHERE booking.id = '" + unreadable + "' AND other.id = '" + fine + "'");
        await().untilAsserted(() ->
                assertThat(statuses(List.of(unwritable, unreadable))).containsExactly("cancelled", "cancelled"));
    }
}
