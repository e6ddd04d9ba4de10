package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.contract.booking.BookingChanged.Kind.CANCELLED;
import static rental.contract.booking.BookingChanged.Kind.CHANGED;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;
import static rental.contract.booking.BookingChanged.Kind.HELD;
import static rental.contract.booking.BookingChanged.Kind.PICKED_UP;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.auth.MailRequested;
import rental.runtime.http.Json;

/** What users are told, from the facts to their mail boxes. */
class NotifyingTest {
    @RegisterExtension
    static final MailingService MAILING = new MailingService();

    private final Service service = MAILING.service();
    private final MailServer mails = MAILING.mails();

    @Test
    void mailsAConfirmationWithACalendarEntry() {
        var user = service.user("Ada");
        var booking = Bookings.confirmed(user.id());

        service.happened(CONFIRMED, booking);

        var mail = mails.mailTo(user);
        assertThat(mail.subject()).isEqualTo("Your booking of Tesla Model 3 is confirmed");
        assertThat(mail.text())
                .contains(
                        "Hello Ada,",
                        "1 Market St, San Francisco",
                        "$240.00",
                        booking.id().toString());
        assertThat(mail.html()).contains("<h1>Your booking is confirmed</h1>", "https://rental.example/bookings/");
        assertThat(mail.calendar()).contains("METHOD:REQUEST", "UID:" + booking.id(), "SEQUENCE:1", "STATUS:CONFIRMED");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    }

    @Test
    void updatesTheCalendarEntryOfAChangedBookingAndTakesItOutWhenCancelled() {
        var user = service.user("Ben");
        var booked = Bookings.confirmed(user.id());
        var moved = Bookings.moved(booked, booked.pickupTime().plus(Duration.ofDays(3)));
        service.happened(CONFIRMED, booked);
        mails.mailsTo(user, 1);
        service.happened(CHANGED, moved);
        mails.mailsTo(user, 2);

        service.happened(CANCELLED, Bookings.cancelled(moved, "customer"));

        var all = mails.mailsTo(user, 3);
        assertThat(all.get(1).calendar()).contains("METHOD:REQUEST", "UID:" + booked.id(), "SEQUENCE:2");
        assertThat(all.get(2).calendar())
                .contains("METHOD:CANCEL", "UID:" + booked.id(), "SEQUENCE:3", "STATUS:CANCELLED");
        assertThat(all.get(2).text()).contains("You get back: $240.00");
    }

    @Test
    void mailsNoCalendarEntryForAHoldThatRanOut() {
        var user = service.user("Cleo");
        var held = Bookings.held(user.id(), Instant.now().plus(Duration.ofMinutes(1)));
        service.happened(HELD, held);

        service.happened(CANCELLED, Bookings.cancelled(held, "hold-expired"));

        var mail = mails.mailTo(user);
        assertThat(mail.text()).contains("no longer held for you");
        assertThat(mail.hasCalendar()).isFalse();
        assertThat(mails.mailsTo(user)).hasSize(1);
    }

    @Test
    void asksAuthForAUserItHasNotHeardOf() {
        var user = service.userOfAuth("Dora");

        service.happened(CONFIRMED, Bookings.confirmed(user.id()));

        assertThat(mails.mailTo(user).text()).contains("Hello Dora,");
    }

    @Test
    void takesARepeatedFactOnce() {
        var user = service.user("Eve");
        var fact = Bookings.event(CONFIRMED, Bookings.confirmed(user.id()));

        service.tell(fact);
        service.tell(fact, fact);
        service.happened(CANCELLED, Bookings.cancelled(Bookings.confirmed(user.id()), "staff"));

        mails.mailsTo(user, 2);
        assertThat(service.statuses(user)).containsExactly("booking-cancelled sent", "booking-confirmed sent");
        assertThat(mails.mailsTo(user)).hasSize(2);
    }

    @Test
    void mailsAVerificationAndForgetsItsToken() {
        var user = service.user("Finn");

        service.mailRequested(user, MailRequested.EMAIL_VERIFICATION, Optional.of("t0ken+/="), Optional.of(inAnHour()));

        assertThat(mails.mailTo(user).text()).contains("https://rental.example/verify-email?token=t0ken%2B%2F%3D");
        await(() -> service.statuses(user).equals(List.of("email-verification sent")));
        assertThat(MAILING.database().query("SELECT id FROM notification WHERE facts::text LIKE '%t0ken%'"))
                .isEmpty();
    }

    @Test
    void mailsPasswordResetsAndSecurityAlerts() {
        var user = service.user("Gil");

        service.mailRequested(user, MailRequested.PASSWORD_RESET, Optional.of("abc"), Optional.of(inAnHour()));
        service.mailRequested(user, MailRequested.SECURITY_ALERT, Optional.empty(), Optional.empty());

        var all = mails.mailsTo(user, 2);
        assertThat(all).anySatisfy(mail -> assertThat(mail.text()).contains("/reset-password?token=abc"));
        assertThat(all).anySatisfy(mail -> assertThat(mail.html()).contains("Your password was changed."));
    }

    @Test
    void givesUpAMailWhoseTokenHasRunOut() {
        var user = service.user("Hal");

        service.mailRequested(
                user,
                MailRequested.PASSWORD_RESET,
                Optional.of("late"),
                Optional.of(Instant.now().minusSeconds(1)));

        await(() -> service.statuses(user).equals(List.of("password-reset dead")));
        assertThat(mails.mailsTo(user)).isEmpty();
    }

    @Test
    void erasesAUserWithAllThatWasWrittenToThem() {
        var user = service.user("Nora");
        var booked = Bookings.confirmed(user.id());
        service.happened(CONFIRMED, booked);
        mails.mailsTo(user, 1);

        service.erased(user);

        assertThat(service.statuses(user)).isEmpty();
        assertThat(MAILING.reminders(user)).isEqualTo(0);
        assertThat(MAILING.database()
                        .query("SELECT coalesce(email, name, locale, 'nothing') FROM recipient WHERE user_id = '"
                                + user.id() + "'"))
                .containsExactly("nothing");
        service.happened(CANCELLED, Bookings.cancelled(booked, "staff"));
        assertThat(service.statuses(user)).isEmpty();
    }

    @Test
    void saysNothingOfWhatTheDeskDoes() {
        var user = service.user("Ole");

        service.happened(PICKED_UP, Bookings.confirmed(user.id()));

        assertThat(service.statuses(user)).isEmpty();
    }

    @Test
    void refusesAFactThatItCannotReadAndTakesThoseBeforeIt() {
        var user = service.user("Pia");
        var good = Bookings.event(CONFIRMED, Bookings.confirmed(user.id()));
        var poison = Bookings.event("booking-confirmed", user.id(), Map.of("kind", "no-such-kind"));

        var receipt = service.handOver("booking", good, poison);

        assertThat(receipt.taken()).isEqualTo(1);
        assertThat(receipt.refusal()).isPresent();
        assertThat(mails.mailTo(user).subject()).contains("confirmed");
    }

    @Test
    void listsNotificationsPageByPage() {
        var user = service.user("Quinn");
        for (var i = 0; i < 5; i++) {
            service.happened(CONFIRMED, Bookings.confirmed(user.id()));
        }

        var first = Json.tree(
                service.as(user, "listNotifications", Map.of("limit", "3")).body());
        var cursor = first.at("/nextCursor").asText();
        var second = Json.tree(service.as(user, "listNotifications", Map.of("limit", "3", "cursor", cursor))
                .body());

        assertThat(first.at("/items")).hasSize(3);
        assertThat(second.at("/items")).hasSize(2);
        assertThat(second.at("/nextCursor").isNull()).isTrue();
        assertThat(first.at("/items/0/channel").asText()).isEqualTo("smtp");
    }

    @Test
    void showsNobodyTheNotificationsOfAnother() {
        var user = service.user("Rhea");
        service.happened(CONFIRMED, Bookings.confirmed(user.id()));

        assertThat(service.statuses(service.user("Sam"))).isEmpty();
    }

    private static Instant inAnHour() {
        return Instant.now().plus(Duration.ofHours(1));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(condition);
    }
}
