package rental.notification;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.Ids;
import rental.contract.Money;
import rental.contract.booking.Booking;
import rental.contract.booking.BookingChanged;
import rental.contract.booking.BookingStatus;
import rental.contract.booking.PriceLine;
import rental.contract.event.Event;
import rental.runtime.http.Json;

/** Facts about bookings, as the booking service tells them. Each step makes the next version of the booking. */
public final class Bookings {
    public static final String CAR = "Tesla Model 3";
    private static final Instant NEXT_MONTH =
            Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(30));

    private Bookings() {}

    public static Booking confirmed(UUID userId) {
        return confirmed(userId, NEXT_MONTH);
    }

    public static Booking confirmed(UUID userId, Instant pickup) {
        return booking(userId, BookingStatus.CONFIRMED, pickup, Optional.empty());
    }

    public static Booking held(UUID userId, Instant until) {
        return booking(userId, BookingStatus.HELD, NEXT_MONTH, Optional.of(until));
    }

    public static Booking moved(Booking booking, Instant pickup) {
        return next(booking, BookingStatus.CONFIRMED, pickup, Optional.empty(), Optional.empty());
    }

    public static Booking cancelled(Booking booking, String reason) {
        var cancellation = new Booking.Cancellation(reason, now());
        return next(
                booking,
                BookingStatus.CANCELLED,
                booking.pickupTime(),
                Optional.of(cancellation),
                Optional.of(Money.of("240.00", "USD")));
    }

    public static BookingChanged change(BookingChanged.Kind kind, Booking booking) {
        return new BookingChanged(
                kind, booking, "America/Los_Angeles", "1 Market St, San Francisco", Optional.of(booking.userId()));
    }

    public static Event event(BookingChanged.Kind kind, Booking booking) {
        return event(kind.eventType(), booking.id(), change(kind, booking));
    }

    /** A fact that has just happened. */
    public static Event event(String type, UUID about, Object fact) {
        var payload = new String(Json.write(fact), StandardCharsets.UTF_8);
        return new Event(Ids.next(), type, about, now(), payload, "test", Optional.empty());
    }

    private static Booking booking(UUID userId, BookingStatus status, Instant pickup, Optional<Instant> holdExpiresAt) {
        var days = new PriceLine(
                "days", "2 days", new BigDecimal(2), Money.of("120.00", "USD"), Money.of("240.00", "USD"));
        return new Booking(
                Ids.next(),
                userId,
                new Booking.BookedCar(Ids.next(), CAR, List.of()),
                pickup,
                pickup.plus(Duration.ofDays(2)),
                status,
                Money.of("240.00", "USD"),
                List.of(days),
                holdExpiresAt,
                Optional.empty(),
                Optional.empty(),
                false,
                1,
                now(),
                now());
    }

    private static Booking next(
            Booking before,
            BookingStatus status,
            Instant pickup,
            Optional<Booking.Cancellation> cancellation,
            Optional<Money> refund) {
        return new Booking(
                before.id(),
                before.userId(),
                before.car(),
                pickup,
                pickup.plus(Duration.ofDays(2)),
                status,
                before.totalPrice(),
                before.priceLines(),
                Optional.empty(),
                cancellation,
                refund,
                false,
                before.version() + 1,
                before.createdAt(),
                now());
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
