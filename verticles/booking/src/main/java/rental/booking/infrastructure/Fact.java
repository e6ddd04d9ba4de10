package rental.booking.infrastructure;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import rental.booking.model.Rental;
import rental.contract.booking.BookingChanged;
import rental.contract.booking.BookingChanged.Kind;
import rental.contract.booking.CalendarChanged;
import rental.contract.car.Location;
import rental.runtime.bus.RequestContext;

/**
 * A fact on its way into the outbox.
 *
 * @param payload the record as a JSON document
 * @param requestId the request that causes it; null when time does
 * @param traceparent of that request, or null
 */
record Fact(String type, UUID aggregateId, String payload, String requestId, String traceparent) {

    static Fact of(Rental rental, Kind kind, Optional<UUID> actor) {
        var location = rental.car().location();
        var change = new BookingChanged(kind, rental.view(), location.timeZone(), words(location), actor);
        return about(kind.eventType(), rental.id(), change);
    }

    static Fact ofCalendar(UUID carId) {
        return about(CalendarChanged.TYPE, carId, new CalendarChanged(carId));
    }

    private static Fact about(String type, UUID aggregateId, Object fact) {
        var request = RequestContext.current();
        return new Fact(
                type,
                aggregateId,
                Documents.write(fact),
                request.map(RequestContext::requestId).orElse(null),
                request.flatMap(RequestContext::traceparent).orElse(null));
    }

    private static String words(Location location) {
        return Stream.of(location.address(), location.city(), location.state(), location.country())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }
}
