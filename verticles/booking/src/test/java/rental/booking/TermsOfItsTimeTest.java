package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.testkit.TestDatabase;

/** A booking stands by the prices and the policy that it was made under, whatever the installation settles later. */
class TermsOfItsTimeTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    private final Instant start = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    @Test
    void keepsPriceAndRefundWhenTheInstallationSettlesOthers() {
        var car = CarFixture.aCar().get();
        try (var before = installation("8.5", "48:100")) {
            before.parkedAndTold(car);
            var customer = before.customer();
            var booked = customer.book(car, start, start.plus(1, DAYS)).is(201);

            try (var after = installation("20", "48:10")) {
                var audit = after.staff().on("auditBookingPrice", booked.id()).is(200);
                var cancelled = after.customer(customer.id())
                        .on("cancelBooking", booked.id())
                        .isBooking("cancelled");
                var newer =
                        after.customer().book(car, start, start.plus(1, DAYS)).is(201);

                assertThat(audit.text("/agrees")).isEqualTo("true");
                assertThat(audit.text("/recomputed/amount")).isEqualTo("108.50");
                assertThat(cancelled.text("/refund/amount")).isEqualTo("108.50");
                assertThat(newer.text("/totalPrice/amount")).isEqualTo("120.00");
                assertThat(after.staff()
                                .on("cancelBooking", newer.id())
                                .isBooking("cancelled")
                                .text("/refund/amount"))
                        .isEqualTo("12.00");
            }
        }
    }

    @Test
    void noticesAPriceThatItsInputsDoNotComeTo() {
        try (var service = installation("8.5", "48:100")) {
            var car = service.parkedAndTold(CarFixture.aCar().get());
            var booked =
                    service.customer().book(car, start, start.plus(1, DAYS)).is(201);

            database.execute("UPDATE booking SET terms = replace(terms::text, '108.50', '90.00')::jsonb WHERE id = '"
                    + booked.id() + "'");

            var audit = service.staff().on("auditBookingPrice", booked.id()).is(200);
            assertThat(audit.text("/agrees")).isEqualTo("false");
            assertThat(audit.text("/recomputed/amount")).isEqualTo("108.50");
        }
    }

    @Test
    void noticesALineThatItsInputsDoNotComeTo() {
        try (var service = installation("8.5", "48:100")) {
            var car = service.parkedAndTold(CarFixture.aCar().get());
            var booked =
                    service.customer().book(car, start, start.plus(1, DAYS)).is(201);

            database.execute(
                    "UPDATE booking SET terms = jsonb_set(terms, '{price,lines,0,label}', '\"Less\"') WHERE id = '"
                            + booked.id() + "'");

            var audit = service.staff().on("auditBookingPrice", booked.id()).is(200);
            assertThat(audit.text("/agrees")).isEqualTo("false");
            assertThat(audit.text("/recomputed/amount")).isEqualTo("108.50");
        }
    }

    private static BookingService installation(String taxPercent, String cancellation) {
        return BookingService.on(
                database.url(), "BOOKING_TAX_PERCENT", taxPercent, "BOOKING_CANCELLATION", cancellation);
    }
}
