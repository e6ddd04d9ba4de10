package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import net.fortuna.ical4j.data.CalendarOutputter;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Method;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import rental.contract.booking.BookingChanged;
import rental.contract.booking.BookingStatus;

/**
 * Writes a booking as a calendar entry. The entry's UID is the booking's id and its SEQUENCE the booking's version, so
 * that a later mail changes the entry of an earlier one, in whatever order they come.
 */
final class Invitations {
    private static final ProdId PRODUCT = new ProdId("-//Car Rental//Notification//EN");

    /** Every entry has the same properties, and checking them would take longer than all the rest. */
    private static final boolean UNCHECKED = false;

    private final String organizer;

    /** @param organizer the address that mails come from */
    Invitations(String organizer) {
        this.organizer = requireNonNull(organizer);
    }

    /** @param title and description in the reader's language */
    Mail.Invitation write(BookingChanged change, String attendee, String title, String description) {
        var cancelled = change.booking().status() == BookingStatus.CANCELLED;
        var method = cancelled ? ImmutableMethod.CANCEL : ImmutableMethod.REQUEST;
        return new Mail.Invitation(
                method.getValue(), text(method, entry(change, attendee, title, description, cancelled)));
    }

    private VEvent entry(BookingChanged change, String attendee, String title, String description, boolean cancelled) {
        var booking = change.booking();
        Status status = cancelled ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED;
        var entry = new VEvent(false);
        entry.add(new Uid(booking.id().toString()));
        entry.add(new Sequence(Math.toIntExact(booking.version())));
        entry.add(new DtStamp(booking.updatedAt()));
        entry.add(new DtStart<>(booking.pickupTime()));
        entry.add(new DtEnd<>(booking.dropoffTime()));
        entry.add(new Summary(title));
        entry.add(new Description(description));
        entry.add(new Location(change.location()));
        entry.add(status);
        entry.add(new Organizer(mailto(organizer)));
        entry.add(new Attendee(mailto(attendee))
                .withParameter(PartStat.ACCEPTED)
                .withParameter(Rsvp.FALSE)
                .getFluentTarget());
        return entry;
    }

    private static String text(Method method, VEvent entry) {
        var calendar = new Calendar();
        calendar.add(PRODUCT);
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(method);
        calendar.add(entry);
        var text = new StringWriter();
        try {
            new CalendarOutputter(UNCHECKED).output(calendar, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return text.toString();
    }

    private static URI mailto(String address) {
        try {
            return new URI("mailto", address, null);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("Not an address", malformed);
        }
    }
}
