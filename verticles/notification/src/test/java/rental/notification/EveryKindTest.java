package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.contract.booking.BookingChanged.Kind.CANCELLED;
import static rental.contract.booking.BookingChanged.Kind.CHANGED;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;
import static rental.contract.booking.BookingChanged.Kind.HELD;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rental.contract.auth.MailRequested;
import rental.contract.auth.User;
import rental.notification.MailServer.Received;
import rental.notification.mail.Kind;
import rental.runtime.http.Json;

/** Each kind of notification that the contract names, from the fact that causes it to the mailbox. */
class EveryKindTest {
    @RegisterExtension
    static final MailingService MAILING = new MailingService();

    private static final Set<Kind> WITH_CALENDAR =
            EnumSet.of(Kind.BOOKING_CONFIRMED, Kind.BOOKING_CHANGED, Kind.BOOKING_CANCELLED);

    private final Service service = MAILING.service();
    private final MailServer mails = MAILING.mails();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void arrivesAsTextAndHtmlAndWithACalendarEntryWhereOneIsDue(Kind kind) throws IOException, ParserException {
        var user = service.user("Ada");

        cause(kind, user);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> subject(kind, user)
                        .flatMap(subject -> mail(user, subject))
                        .isPresent());
        var mail = subject(kind, user).flatMap(subject -> mail(user, subject)).orElseThrow();
        assertThat(mail.text()).startsWith("Hello Ada,").doesNotContain("{{");
        assertThat(mail.html()).contains("Hello Ada,", "</html>").doesNotContain("{{");
        assertThat(mail.hasCalendar()).isEqualTo(WITH_CALENDAR.contains(kind));
        if (mail.hasCalendar()) {
            var calendar = new CalendarBuilder().build(new StringReader(mail.calendar()));
            assertThat(calendar.validate().hasErrors()).isFalse();
        }
    }

    private void cause(Kind kind, User user) {
        var booked = Bookings.confirmed(user.id());
        switch (kind) {
            case BOOKING_CONFIRMED -> service.happened(CONFIRMED, booked);
            case BOOKING_CHANGED -> service.happened(CHANGED, Bookings.moved(booked, booked.pickupTime()));
            case BOOKING_CANCELLED -> service.happened(CANCELLED, Bookings.cancelled(booked, "staff"));
            case BOOKING_REMINDER -> service.happened(CONFIRMED, Bookings.confirmed(user.id(), in(Duration.ofDays(1))));
            case HOLD_EXPIRING -> service.happened(HELD, Bookings.held(user.id(), in(Duration.ofMinutes(5))));
            case EMAIL_VERIFICATION -> requested(MailRequested.EMAIL_VERIFICATION, user);
            case PASSWORD_RESET -> requested(MailRequested.PASSWORD_RESET, user);
            case SECURITY_ALERT -> requested(MailRequested.SECURITY_ALERT, user);
        }
    }

    private void requested(String kind, User user) {
        service.mailRequested(user, kind, Optional.of("a-token"), Optional.of(in(Duration.ofHours(1))));
    }

    /** A little later, so that the time to remind of it comes soon and has not passed yet. */
    private static Instant in(Duration duration) {
        return Instant.now().plus(duration).plusSeconds(1);
    }

    /** The subject of what the list of the user's notifications says was sent. */
    private Optional<String> subject(Kind kind, User user) {
        for (var item : Json.tree(
                        service.as(user, "listNotifications", Map.of()).body())
                .path("items")) {
            if (item.path("kind").asText().equals(kind.wireName())
                    && item.path("status").asText().equals("sent")) {
                return Optional.of(item.path("subject").asText());
            }
        }
        return Optional.empty();
    }

    private Optional<Received> mail(User user, String subject) {
        return mails.mailsTo(user).stream()
                .filter(mail -> mail.subject().equals(subject))
                .findFirst();
    }
}
