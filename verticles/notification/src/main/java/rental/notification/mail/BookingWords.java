package rental.notification.mail;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rental.contract.booking.Booking;
import rental.contract.booking.BookingChanged;
import rental.contract.booking.PriceLine;

/** What the templates about bookings may name. Times are told by the clock of the car's place. */
final class BookingWords {
    private BookingWords() {}

    static Map<String, Object> of(BookingChanged change, String name, Spoken spoken, Optional<URI> webUrl) {
        var booking = change.booking();
        var words = new HashMap<String, Object>();
        words.put("name", name);
        words.put("bookingId", booking.id().toString());
        words.put("car", booking.car().name());
        words.put("pickup", spoken.time(booking.pickupTime()));
        words.put("dropoff", spoken.time(booking.dropoffTime()));
        words.put("location", change.location());
        words.put("total", spoken.money(booking.totalPrice()));
        words.put("lines", lines(booking.priceLines(), spoken));
        words.put(
                "link",
                webUrl.map(url -> Links.to(url, "/bookings/" + booking.id())).orElse(""));
        words.put("holdExpires", booking.holdExpiresAt().map(spoken::time).orElse(""));
        booking.refund().ifPresent(refund -> words.put("refund", spoken.money(refund)));
        booking.cancellation().map(Booking.Cancellation::reason).ifPresent(reason -> words.put(flag(reason), true));
        return words;
    }

    private static List<Map<String, String>> lines(List<PriceLine> lines, Spoken spoken) {
        return lines.stream()
                .map(line -> Map.of("label", line.label(), "amount", spoken.money(line.amount())))
                .toList();
    }

    private static String flag(String reason) {
        return switch (reason) {
            case "hold-expired" -> "becauseTheHoldRanOut";
            case "no-show" -> "becauseNobodyCame";
            case "staff" -> "byStaff";
            default -> "byCustomer";
        };
    }
}
