package rental.notification.mail;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes the mail of a notification in its reader's language. The same notification always makes the same mail. For one
 * thread.
 */
public final class Letters {
    /** Making one takes longer than a mail; of time zones and languages together few are ever in use. */
    private static final int VOICES = 64;

    private final Templates templates;
    private final Invitations invitations;
    private final MailConfig config;
    private final Map<Voice, Spoken> voices = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Voice, Spoken> eldest) {
            return size() > VOICES;
        }
    };

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
            var spoken = voice(locale, booking.change().timeZone());
            return BookingWords.of(booking.change(), name, spoken, config.webUrl());
        }
        // Where the reader of such a mail is, nobody knows.
        return AccountWords.of(kind, ((Facts.OfAccount) facts).request(), name, voice(locale, "UTC"), config.webUrl());
    }

    private record Voice(Locale locale, String timeZone) {}

    private Spoken voice(Locale locale, String timeZone) {
        return voices.computeIfAbsent(
                new Voice(locale, timeZone), wanted -> new Spoken(wanted.locale(), wanted.timeZone()));
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
