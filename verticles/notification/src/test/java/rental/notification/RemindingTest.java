package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.contract.booking.BookingChanged.Kind.CANCELLED;
import static rental.contract.booking.BookingChanged.Kind.CHANGED;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;
import static rental.contract.booking.BookingChanged.Kind.HELD;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When users are reminded of what comes. */
class RemindingTest {
    @RegisterExtension
    static final MailingService MAILING = new MailingService();

    private final Service service = MAILING.service();
    private final MailServer mails = MAILING.mails();

    @Test
    void remindsOfAPickUpThatComes() {
        var user = service.user("Ida");
        var pickup = Instant.now().plus(Duration.ofHours(24)).plusSeconds(2);

        service.happened(CONFIRMED, Bookings.confirmed(user.id(), pickup));

        var all = mails.mailsTo(user, 2);
        assertThat(all).anySatisfy(mail -> assertThat(mail.subject()).startsWith("Your car is waiting: Tesla Model 3"));
        assertThat(service.statuses(user)).contains("booking-reminder sent");
    }

    @Test
    void remindsOfAHoldThatEnds() {
        var user = service.user("Jo");

        service.happened(
                HELD,
                Bookings.held(
                        user.id(), Instant.now().plus(Duration.ofMinutes(5)).plusSeconds(2)));

        assertThat(mails.mailTo(user).subject()).isEqualTo("Your hold of Tesla Model 3 ends soon");
    }

    @Test
    void forgetsTheReminderOfABookingThatIsOver() {
        var user = service.user("Kim");
        var booked = Bookings.confirmed(user.id());
        var other = Bookings.confirmed(user.id());
        service.happened(CONFIRMED, booked);
        service.happened(CONFIRMED, other);
        assertThat(MAILING.reminders(user)).isEqualTo(2);

        service.happened(CANCELLED, Bookings.cancelled(booked, "customer"));

        assertThat(MAILING.reminders(user)).isEqualTo(1);
    }

    @Test
    void movesTheReminderWithTheBooking() {
        var user = service.user("Lea");
        var booked = Bookings.confirmed(user.id());
        service.happened(CONFIRMED, booked);
        var later = booked.pickupTime().plus(Duration.ofDays(2));

        service.happened(CHANGED, Bookings.moved(booked, later));

        assertThat(MAILING.database()
                        .query("SELECT extract(epoch FROM due_at)::bigint FROM reminder WHERE user_id = '" + user.id()
                                + "'"))
                .containsExactly(Long.toString(later.minus(Duration.ofHours(24)).getEpochSecond()));
    }

    @Test
    void doesNotRemindWhenTheBookingIsMadeJustBeforehand() {
        var user = service.user("Max");

        service.happened(CONFIRMED, Bookings.confirmed(user.id(), Instant.now().plus(Duration.ofHours(3))));

        assertThat(MAILING.reminders(user)).isEqualTo(0);
    }
}
