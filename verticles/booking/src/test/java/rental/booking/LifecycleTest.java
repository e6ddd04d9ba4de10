package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.contract.car.FuelType;
import rental.testkit.TestDatabase;

/** A booking's life from the hold to the return, with a clock that the test puts forward. */
class LifecycleTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    private final Instant start = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    @RegisterExtension
    final ServiceOfTheTest service =
            ServiceOfTheTest.on(database, "BOOKING_DISCOUNTS", "7:10", "BOOKING_TAX_PERCENT", "8.5");

    @Test
    void aHoldKeepsTheCarUntilItIsConfirmed() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();

        var held = customer.book(car, start, start.plus(1, DAYS), "hold", true).is(201);
        service.customer().book(car, start, start.plus(1, DAYS)).isProblem(409, "car-unavailable");
        var confirmed = customer.on("confirmBooking", held.id()).isBooking("confirmed");

        assertThat(held.text("/status")).isEqualTo("held");
        assertThat(held.time("/holdExpiresAt")).isAfter(service.clock.instant());
        assertThat(confirmed.body().has("holdExpiresAt")).isFalse();
        customer.on("confirmBooking", held.id()).isProblem(409, "illegal-transition");
    }

    @Test
    void anExpiredHoldKeepsNobodyOutAndIsTold() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var held = customer.book(car, start, start.plus(1, DAYS), "hold", true).is(201);

        service.clock.advance(Duration.ofMinutes(11));
        service.customer().book(car, start, start.plus(1, DAYS)).is(201);

        customer.on("confirmBooking", held.id()).isProblem(409, "hold-expired");
        var ended = customer.on("getBooking", held.id()).isBooking("cancelled");
        assertThat(ended.text("/cancellation/reason")).isEqualTo("hold-expired");
        assertThat(database.query("SELECT type FROM outbox WHERE aggregate_id = '" + held.id() + "' ORDER BY id"))
                .containsExactly("booking-held", "booking-cancelled");
    }

    @Test
    void sweepsHoldsWhoseTimeIsUp() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var held = customer.book(car, start, start.plus(1, DAYS), "hold", true).is(201);

        service.clock.advance(Duration.ofMinutes(11));

        await().untilAsserted(
                        () -> assertThat(database.query("SELECT status FROM booking WHERE id = '" + held.id() + "'"))
                                .containsExactly("cancelled"));
    }

    @Test
    void refundsByThePolicyTheBookingWasMadeUnder() {
        var customer = service.customer();
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var early = customer.book(car, start, start.plus(1, DAYS)).is(201);
        var late = customer.book(car, start.plus(1, DAYS), start.plus(2, DAYS)).is(201);

        service.clock.advanceTo(start.minus(47, HOURS));
        var half = customer.on("cancelBooking", early.id()).isBooking("cancelled");
        service.clock.advanceTo(start.plus(1, HOURS));
        var nothing = customer.on("cancelBooking", late.id()).isBooking("cancelled");

        assertThat(half.text("/refund/amount")).isEqualTo("54.25");
        assertThat(nothing.text("/refund/amount")).isEqualTo("0.00");
    }

    @Test
    void movesABookingAndPricesItAgain() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, start, start.plus(1, DAYS)).is(201);
        service.customer().book(car, start.plus(4, DAYS), start.plus(5, DAYS)).is(201);

        customer.on("changeBooking", booked.id(), "dropoffTime", start.plus(5, DAYS))
                .isProblem(409, "car-unavailable");
        customer.on("changeBooking", booked.id(), "pickupTime", start.plus(2, DAYS))
                .isProblem(400, "validation-failed");
        var moved = customer.on("changeBooking", booked.id(), "dropoffTime", start.plus(4, DAYS))
                .isBooking("confirmed");

        assertThat(moved.text("/totalPrice/amount")).isEqualTo("434.00");
        assertThat(moved.text("/version")).isEqualTo("2");
        service.customer().book(car, start.plus(2, DAYS), start.plus(3, DAYS)).isProblem(409, "car-unavailable");
    }

    @Test
    void changesOnlyTheVersionThatTheCallerSaw() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, start, start.plus(1, DAYS)).is(201);
        var path = Map.of("id", booked.id().toString());

        customer.ask("changeBooking", path, Map.of("if-match", "\"7\""), Map.of("dropoffTime", start.plus(2, DAYS)))
                .isProblem(412, "precondition-failed");
        customer.ask("changeBooking", path, Map.of("if-match", "\"1\""), Map.of("dropoffTime", start.plus(2, DAYS)))
                .isBooking("confirmed");
    }

    @Test
    void honoursAQuoteUntilItExpires() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var quote = customer.quote(car, start, start.plus(7, DAYS), "extras", List.of("gps"))
                .is(201);
        service.tell(CarFixture.repriced(car, "999.00"));

        customer.book(car, start, start.plus(6, DAYS), "quoteId", quote.id()).isProblem(400, "validation-failed");
        service.customer()
                .book(car, start, start.plus(7, DAYS), "quoteId", quote.id())
                .isProblem(404, "quote-not-found");
        var booked = customer.book(car, start, start.plus(7, DAYS), "quoteId", quote.id())
                .is(201);

        assertThat(quote.text("/totalPrice/amount")).isEqualTo("721.53");
        assertThat(booked.text("/totalPrice/amount")).isEqualTo("721.53");
        service.clock.advance(Duration.ofMinutes(16));
        customer.book(car, start, start.plus(7, DAYS), "quoteId", quote.id()).isProblem(409, "quote-expired");
    }

    @Test
    void tellsWhatIsWrongWithARequestBeforeWhatIsMissing() {
        var customer = service.customer();
        var unknown = Ids.next();

        customer.on("changeBooking", unknown, "pickupTime", start.plus(1, DAYS), "dropoffTime", start)
                .isProblem(400, "validation-failed");
        customer.query("getBookingHistory", Map.of("id", unknown.toString()), Map.of("cursor", "AAAA"))
                .isProblem(400, "validation-failed");
        customer.on("changeBooking", unknown, "pickupTime", start, "dropoffTime", start.plus(1, DAYS))
                .isProblem(404, "booking-not-found");
    }

    @Test
    void namesOtherCarsNearbyWhenAsked() {
        var wanted = service.parkedAndTold(CarFixture.aCar().at(40.0, -100.0).get());
        var near = service.parkedAndTold(CarFixture.aCar().at(40.01, -100.0).get());
        var nearer = service.parkedAndTold(CarFixture.aCar().at(40.001, -100.0).get());
        service.parkedAndTold(CarFixture.aCar().at(41.0, -100.0).get());
        service.parkedAndTold(
                CarFixture.aCar().at(40.0, -100.0).fuel(FuelType.DIESEL).get());
        service.customer().book(wanted, start, start.plus(1, DAYS)).is(201);

        var taken = BookingService.await(service.customer()
                        .booking(wanted, start, start.plus(1, DAYS), Map.of("prefer", "alternatives")))
                .isProblem(409, "car-unavailable");

        assertThat(taken.body().get("alternatives"))
                .extracting(car -> car.get("id").asText())
                .containsExactly(nearer.id().toString(), near.id().toString());
    }

    @Test
    void givesABookingAsACalendarFile() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, start, start.plus(1, DAYS)).is(201);

        var file = customer.on("getBookingCalendarFile", booked.id()).is(200);

        assertThat(file.header("content-type")).startsWith("text/calendar");
        assertThat(new String(file.response().body(), StandardCharsets.UTF_8))
                .contains(
                        "BEGIN:VEVENT", "UID:" + booked.id(), "SUMMARY:Car rental: Tesla Model 3", "STATUS:CONFIRMED");
    }
}
