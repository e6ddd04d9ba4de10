package rental.notification.intake;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import rental.contract.booking.Booking;
import rental.notification.live.NewLiveEvent;
import rental.runtime.http.Json;

/** What clients of the stream are told of a fact. */
final class LiveWords {
    private LiveWords() {}

    private record Told(UUID id, String type, Instant occurredAt, Booking booking) {}

    static NewLiveEvent of(BookingIntake.Taken taken) {
        var event = taken.event();
        var booking = taken.change().booking();
        var told = Json.write(
                new Told(event.id(), event.type(), event.occurredAt().truncatedTo(ChronoUnit.MILLIS), booking));
        return new NewLiveEvent(
                event.id(),
                booking.userId(),
                event.type(),
                event.occurredAt(),
                new String(told, StandardCharsets.UTF_8));
    }
}
