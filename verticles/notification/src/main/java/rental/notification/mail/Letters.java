package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Writes the mail of a notification in its reader's language. The same notification always makes the same mail. */
public final class Letters {
    private final Templates templates;
    private final Invitations invitations;
    private final MailConfig config;

    public Letters(Templates templates, MailConfig config) {
        this.templates = requireNonNull(templates);
        this.invitations = new Invitations(config.fromAddress());
        this.config = requireNonNull(config);
    }

    /** The subject alone, on one line. @param locale a BCP 47 language tag */
    public String subject(Kind kind, Facts facts, String locale) {
        var closest = templates.closest(Locale.forLanguageTag(locale));
        return templates.subject(kind, closest, values(kind, facts, "", closest));
    }

    /**
     * The whole mail.
     *
     * @param id of the notification, from which the Message-ID is made
     */
    public Mail write(UUID id, Kind kind, Facts facts, Recipient reader) {
        var locale = templates.closest(Locale.forLanguageTag(reader.locale()));
        var letter = templates.write(kind, locale, values(kind, facts, reader.name(), locale));
        return new Mail(
                "<" + id + "@" + config.fromDomain() + ">",
                reader.email(),
                letter.subject(),
                letter.text(),
                letter.html(),
                invitation(kind, facts, reader, letter));
    }

    private Map<String, Object> values(Kind kind, Facts facts, String name, Locale locale) {
        if (facts instanceof Facts.OfBooking booking) {
            return BookingWords.of(booking.change(), name, locale, config.webUrl());
        }
        return AccountWords.of(kind, ((Facts.OfAccount) facts).request(), name, locale, config.webUrl());
    }

    private Optional<Mail.Invitation> invitation(Kind kind, Facts facts, Recipient reader, Templates.Letter letter) {
        if (!(facts instanceof Facts.OfBooking booking) || !belongsInCalendar(kind, booking)) {
            return Optional.empty();
        }
        var title = booking.change().booking().car().name();
        return Optional.of(invitations.write(booking.change(), reader.email(), title, letter.text()));
    }

    /** A hold is in nobody's calendar, so that its end takes nothing out. */
    private static boolean belongsInCalendar(Kind kind, Facts.OfBooking facts) {
        return switch (kind) {
            case BOOKING_CONFIRMED, BOOKING_CHANGED -> true;
            case BOOKING_CANCELLED ->
                facts.change()
                        .booking()
                        .cancellation()
                        .filter(cancellation -> cancellation.reason().equals("hold-expired"))
                        .isEmpty();
            default -> false;
        };
    }
}
