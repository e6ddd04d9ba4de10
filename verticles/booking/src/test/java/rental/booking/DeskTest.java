package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.testkit.TestDatabase;

/** What the desk does with a booking, from handing the car over to taking it back, with a clock that the test puts forward. */
class DeskTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    private final Instant start = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    @RegisterExtension
    final ServiceOfTheTest service =
            ServiceOfTheTest.on(database, "BOOKING_DISCOUNTS", "7:10", "BOOKING_TAX_PERCENT", "8.5");

    @Test
    void handsTheCarOverAndTakesItBackLate() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var staff = service.staff();
        var booked = customer.book(car, start, start.plus(1, DAYS)).is(201);

        staff.on("pickUpBooking", booked.id()).isProblem(409, "too-early");
        service.clock.advanceTo(start.minus(1, HOURS));
        staff.on("pickUpBooking", booked.id(), "odometerKm", 12_345).isBooking("active");
        service.clock.advanceTo(start.plus(1, DAYS).plus(3, HOURS).plus(30, MINUTES));
        var back = staff.on("returnBooking", booked.id()).isBooking("completed");

        assertThat(back.text("/priceLines/1/kind")).isEqualTo("late-fee");
        assertThat(back.text("/priceLines/1/quantity")).isEqualTo("3");
        assertThat(back.text("/totalPrice/amount")).isEqualTo("173.60");
        assertThat(back.time("/dropoffTime")).isEqualTo(start.plus(1, DAYS));
        var audit = staff.on("auditBookingPrice", booked.id()).is(200);
        assertThat(audit.body().get("agrees").asBoolean()).isTrue();
        assertThat(audit.text("/recomputed/amount")).isEqualTo("173.60");
        var history = customer.on("getBookingHistory", booked.id()).is(200);
        assertThat(history.body().get("items"))
                .extracting(item -> item.get("what").asText())
                .containsSubsequence("confirmed", "picked-up", "returned")
                .startsWith("confirmed", "picked-up")
                .endsWith("returned");
        assertThat(history.text("/items/1/details/odometerKm")).isEqualTo("12345");
        assertThat(history.text("/items/1/by")).isEqualTo(staff.id().toString());
    }

    @Test
    void takesNoCarBackWithFewerKilometresThanItWentOutWith() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var staff = service.staff();
        var booked = customer.book(car, start, start.plus(1, DAYS)).is(201);
        service.clock.advanceTo(start);
        staff.on("pickUpBooking", booked.id(), "odometerKm", 12_345).isBooking("active");

        var refused = staff.on("returnBooking", booked.id(), "odometerKm", 12_344);

        refused.isProblem(400, "validation-failed");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/odometerKm");
        customer.on("getBooking", booked.id()).isBooking("active");
        staff.on("returnBooking", booked.id(), "odometerKm", 12_345).isBooking("completed");
    }

    @Test
    void anEarlyReturnFreesTheRest() {
        var car = service.parkedAndTold(CarFixture.aCar().turnaround(60).get());
        var staff = service.staff();
        var booked = service.customer().book(car, start, start.plus(4, DAYS)).is(201);
        service.clock.advanceTo(start);
        staff.on("pickUpBooking", booked.id()).isBooking("active");

        service.clock.advanceTo(start.plus(1, DAYS));
        var back = staff.on("returnBooking", booked.id()).isBooking("completed");

        assertThat(back.text("/totalPrice/amount")).isEqualTo("434.00");
        service.customer()
                .book(car, start.plus(24, HOURS).plus(30, MINUTES), start.plus(3, DAYS))
                .isProblem(409, "car-unavailable");
        service.customer()
                .book(car, start.plus(25, HOURS).plus(1, MINUTES), start.plus(3, DAYS))
                .is(201);
    }

    @Test
    void anEarlyPickupTakesTheTimeBeforeUnlessSomeoneHasIt() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var staff = service.staff();
        service.customer().book(car, start.minus(1, DAYS), start).is(201);
        var second = service.customer().book(car, start, start.plus(1, DAYS)).is(201);
        service.clock.advanceTo(start.minus(30, MINUTES));

        staff.on("pickUpBooking", second.id()).isProblem(409, "car-unavailable");
        service.clock.advanceTo(start.plus(1, MINUTES));
        staff.on("pickUpBooking", second.id()).isBooking("active");
    }

    @Test
    void putsTheNextBookingAtRiskWhileTheCarIsOverdue() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var staff = service.staff();
        var customer = service.customer();
        var first = service.customer().book(car, start, start.plus(1, DAYS)).is(201);
        var second =
                customer.book(car, start.plus(26, HOURS), start.plus(3, DAYS)).is(201);
        service.clock.advanceTo(start);
        staff.on("pickUpBooking", first.id()).isBooking("active");

        service.clock.advanceTo(start.plus(1, DAYS).plus(10, MINUTES));
        await().untilAsserted(() -> assertThat(customer.on("getBooking", second.id())
                        .body()
                        .get("atRisk")
                        .asBoolean())
                .isTrue());
        service.customer()
                .book(car, start.plus(24, HOURS).plus(20, MINUTES), start.plus(26, HOURS))
                .isProblem(409, "car-unavailable");
        service.clock.advanceTo(start.plus(26, HOURS));
        staff.on("pickUpBooking", second.id()).isProblem(409, "car-unavailable");
        staff.on("returnBooking", first.id()).isBooking("completed");

        assertThat(customer.on("getBooking", second.id()).body().get("atRisk").asBoolean())
                .isFalse();
        staff.on("pickUpBooking", second.id()).isBooking("active");
        assertThat(database.query("SELECT type FROM outbox WHERE aggregate_id = '" + second.id() + "' ORDER BY id"))
                .containsExactly("booking-confirmed", "booking-at-risk", "booking-changed", "booking-picked-up");
    }

    @Test
    void keepsAnOverdueCarFromNewBookingsWhenNothingFollows() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var staff = service.staff();
        var booked = service.customer().book(car, start, start.plus(1, DAYS)).is(201);
        service.clock.advanceTo(start);
        staff.on("pickUpBooking", booked.id()).isBooking("active");
        service.clock.advanceTo(start.plus(1, DAYS).plus(5, MINUTES));

        await().untilAsserted(() -> service.customer()
                .book(car, start.plus(26, HOURS), start.plus(27, HOURS))
                .isProblem(409, "car-unavailable"));

        staff.on("returnBooking", booked.id()).isBooking("completed");
        service.customer()
                .book(car, start.plus(26, HOURS), start.plus(27, HOURS))
                .is(201);
    }

    @Test
    void endsABookingWhoseCustomerNeverCame() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var staff = service.staff();
        var booked = service.customer().book(car, start, start.plus(1, DAYS)).is(201);

        staff.on("markNoShow", booked.id()).isProblem(409, "too-early");
        service.clock.advanceTo(start.plus(1, HOURS));
        var ended = staff.on("markNoShow", booked.id()).isBooking("cancelled");

        assertThat(ended.text("/cancellation/reason")).isEqualTo("no-show");
        assertThat(ended.text("/refund/amount")).isEqualTo("0.00");
    }

    @Test
    void staffBookForACustomerWhoExists() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var staff = service.staff();

        var booked = staff.book(car, start, start.plus(1, DAYS), "userId", customer.id())
                .is(201);
        staff.book(car, start, start.plus(1, DAYS), "userId", Ids.next()).isProblem(404, "user-not-found");
        service.customer()
                .book(car, start, start.plus(1, DAYS), "userId", customer.id())
                .isProblem(403, "forbidden");

        assertThat(booked.text("/userId")).isEqualTo(customer.id().toString());
        customer.on("getBooking", booked.id()).is(200);
        assertThat(staff.on("cancelBooking", booked.id()).text("/cancellation/reason"))
                .isEqualTo("staff");
    }

    @Test
    void takesACarOffTheRoadAndPutsItBack() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var staff = service.staff();
        var block = staff.on("createBlock", car.id(), "from", start, "to", start.plus(1, DAYS), "reason", "Tyres")
                .is(201);

        service.customer().book(car, start, start.plus(1, DAYS)).isProblem(409, "car-unavailable");
        staff.on("createBlock", car.id(), "from", start, "to", start.plus(1, DAYS), "reason", "Again")
                .isProblem(409, "car-unavailable");
        assertThat(staff.on("listBlocks", car.id()).is(200).text("/items/0/reason"))
                .isEqualTo("Tyres");
        var path = Map.of("id", car.id().toString(), "blockId", block.id().toString());
        staff.query("deleteBlock", path, Map.of()).is(204);
        staff.query("deleteBlock", path, Map.of()).isProblem(404, "block-not-found");

        service.customer().book(car, start, start.plus(1, DAYS)).is(201);
        assertThat(database.query("SELECT type FROM outbox WHERE aggregate_id = '" + car.id() + "'"))
                .containsExactly("calendar-changed", "calendar-changed");
    }
}
