package rental.contract.booking;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/**
 * The facts about a booking; the type of the event that holds one is the kind's wire name, such as
 * {@code booking-confirmed}.
 *
 * @param kind what happened
 * @param booking how the booking stands after it
 * @param timeZone IANA name of the car's time zone, for telling people the times
 * @param location where the car stands, for a person
 * @param actor who did it; empty when time did
 */
public record BookingChanged(Kind kind, Booking booking, String timeZone, String location, Optional<UUID> actor) {

    /** What can happen to a booking. */
    public enum Kind {
        HELD("booking-held"),
        CONFIRMED("booking-confirmed"),
        CHANGED("booking-changed"),
        CANCELLED("booking-cancelled"),
        PICKED_UP("booking-picked-up"),
        RETURNED("booking-returned"),
        AT_RISK("booking-at-risk");

        private final String eventType;

        Kind(String eventType) {
            this.eventType = eventType;
        }

        /** The type of the event that tells it. */
        public String eventType() {
            return eventType;
        }
    }

    public BookingChanged {
        requireNonNull(kind);
        requireNonNull(booking);
    }
}
