package rental.booking.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.Created;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import rental.booking.model.Rental;

/**
 * A rental as iCalendar (RFC 5545). Its UID is the booking's id and its SEQUENCE the booking's version, so that a later
 * file changes the entry that an earlier one made.
 */
final class CalendarFile {
    static final String MEDIA_TYPE = "text/calendar; charset=utf-8";

    private static final ProdId PRODUCT = new ProdId("-//Car Rental//Booking//EN");

    private CalendarFile() {}

    static byte[] of(Rental rental) {
        var calendar = new Calendar();
        calendar.add(PRODUCT);
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(event(rental));
        var file = new ByteArrayOutputStream();
        try {
            new CalendarOutputter().output(calendar, file);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return file.toByteArray();
    }

    private static VEvent event(Rental rental) {
        var event = new VEvent(false);
        event.add(new Uid(rental.id().toString()));
        event.add(new Sequence(Math.toIntExact(rental.version())));
        event.add(new DtStamp(rental.updatedAt()));
        event.add(new Created(rental.createdAt()));
        event.add(new LastModified(rental.updatedAt()));
        event.add(new DtStart<>(rental.window().from()));
        event.add(new DtEnd<>(rental.window().to()));
        event.add(new Summary("Car rental: " + rental.car().name()));
        event.add(new Location(place(rental)));
        event.add(status(rental));
        return event;
    }

    private static String place(Rental rental) {
        var location = rental.car().location();
        return Stream.of(location.address(), location.city(), location.state(), location.country())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    private static Status status(Rental rental) {
        return switch (rental.status()) {
            case CANCELLED -> ImmutableStatus.VEVENT_CANCELLED;
            case HELD -> ImmutableStatus.VEVENT_TENTATIVE;
            case CONFIRMED, ACTIVE, COMPLETED -> ImmutableStatus.VEVENT_CONFIRMED;
        };
    }
}
