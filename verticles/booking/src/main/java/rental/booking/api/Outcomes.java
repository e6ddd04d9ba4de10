package rental.booking.api;

import java.util.Locale;
import rental.booking.application.CreateReply;
import rental.contract.booking.BookingStatus;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;

/** Counts what came of asking for bookings: {@code confirmed}, {@code held}, {@code car-unavailable} and the other refusals. */
final class Outcomes {
    private final Counted bookings;

    Outcomes(Meters meters) {
        bookings = meters.counted("rental.bookings", "What came of asking for a booking.", "outcome");
    }

    void count(CreateReply reply) {
        bookings.more(outcome(reply));
    }

    private static String outcome(CreateReply reply) {
        if (reply instanceof CreateReply.Booked booked) {
            return booked.rental().status() == BookingStatus.HELD ? "held" : "confirmed";
        }
        var words = reply.getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-");
        return words.toLowerCase(Locale.ROOT);
    }
}
