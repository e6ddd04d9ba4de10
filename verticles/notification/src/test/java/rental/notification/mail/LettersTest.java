package rental.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.fortuna.ical4j.data.CalendarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rental.contract.Ids;
import rental.contract.auth.MailRequested;
import rental.contract.booking.Booking;
import rental.contract.booking.BookingChanged;
import rental.notification.Bookings;
import rental.runtime.config.Configuration;

class LettersTest {
    private static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    private static final UUID USER = Ids.next();

    private final Letters letters = letters(Map.of());

    @ParameterizedTest
    @EnumSource(Kind.class)
    void writesEveryKind(Kind kind) {
        var mail = letters.write(ID, kind, factsOf(kind), reader("Ada", "en"));

        assertThat(mail.subject()).isNotBlank();
        assertThat(mail.text()).startsWith("Hello Ada,").doesNotContain("{{");
        assertThat(mail.html()).contains("Hello Ada,", "</html>").doesNotContain("{{");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void greetsWhoeverHasNoName(Kind kind) {
        assertThat(letters.write(ID, kind, factsOf(kind), reader("", "en")).text())
                .startsWith("Hello,");
    }

    @Test
    void escapesInHtmlAndOnlyThere() {
        var facts = new Facts.OfBooking(changeOf(named("Tom & Jerry's <b>car</b>")));

        var mail = letters.write(ID, Kind.BOOKING_CONFIRMED, facts, reader("<script>x</script>", "en"));

        assertThat(mail.html())
                .contains("Tom &amp; Jerry&#39;s &lt;b&gt;car&lt;/b&gt;", "&lt;script&gt;")
                .doesNotContain("<script>", "<b>");
        assertThat(mail.text()).contains("Tom & Jerry's <b>car</b>", "<script>");
    }

    @Test
    void keepsTheSubjectOnOneLine() {
        var facts = new Facts.OfBooking(changeOf(named("Car\r\nBcc: victim@example.com")));

        assertThat(letters.write(ID, Kind.BOOKING_CONFIRMED, facts, reader("", "en"))
                        .subject())
                .isEqualTo("Your booking of Car Bcc: victim@example.com is confirmed");
    }

    @Test
    void makesTheSameMessageIdOfTheSameNotification() {
        var facts = factsOf(Kind.BOOKING_CONFIRMED);

        assertThat(letters.write(ID, Kind.BOOKING_CONFIRMED, facts, reader("", "en")))
                .isEqualTo(letters.write(ID, Kind.BOOKING_CONFIRMED, facts, reader("", "en")))
                .extracting(Mail::messageId)
                .isEqualTo("<" + ID + "@localhost>");
    }

    @Test
    void tellsTimesByTheClockOfTheCar() {
        var pickup = Instant.parse("2027-01-15T20:30:00Z");
        var facts = new Facts.OfBooking(changeOf(Bookings.confirmed(USER, pickup)));

        assertThat(letters.write(ID, Kind.BOOKING_CONFIRMED, facts, reader("", "en-US"))
                        .text())
                .contains("Friday, January 15, 2027", "12:30", "PST");
    }

    @Test
    void namesTheCodeWhenThereIsNoPageToLinkTo() {
        var facts = factsOf(Kind.EMAIL_VERIFICATION);

        assertThat(letters.write(ID, Kind.EMAIL_VERIFICATION, facts, reader("", "en"))
                        .text())
                .contains("t0k&en")
                .doesNotContain("http");
        assertThat(letters(Map.of("WEB_URL", "https://rental.example/"))
                        .write(ID, Kind.EMAIL_VERIFICATION, facts, reader("", "en"))
                        .text())
                .contains("https://rental.example/verify-email?token=t0k%26en");
    }

    @Test
    void invitesByAValidCalendarObject() throws Exception {
        var moved = Bookings.moved(named("Car; with, \"signs\"\nand lines"), Instant.parse("2027-03-01T10:00:00Z"));

        var invitation = letters.write(ID, Kind.BOOKING_CHANGED, new Facts.OfBooking(changeOf(moved)), reader("", "en"))
                .invitation()
                .orElseThrow();

        var calendar = new CalendarBuilder().build(new StringReader(invitation.calendar()));
        assertThat(calendar.validate().hasErrors()).isFalse();
        assertThat(invitation.calendar().replace("\r\n ", ""))
                .contains(
                        "METHOD:REQUEST",
                        "UID:" + moved.id(),
                        "SEQUENCE:2",
                        "DTSTART:20270301T100000Z",
                        "DTEND:20270303T100000Z",
                        "ORGANIZER:mailto:no-reply@localhost",
                        "mailto:reader@example.com");
    }

    @Test
    void speaksTheLanguageOfAFolder(@TempDir Path folder) throws IOException {
        for (var kind : Kind.values()) {
            Files.createDirectories(folder.resolve("de"));
            Files.writeString(folder.resolve("de/" + kind.wireName() + ".txt"), "Subject: Nachricht\n\nHallo {{name}}");
            Files.writeString(folder.resolve("de/" + kind.wireName() + ".html"), "<p>Hallo {{name}}</p>");
        }
        var bilingual = letters(Map.of("MAIL_TEMPLATES", folder.toString()));
        var facts = factsOf(Kind.BOOKING_CONFIRMED);

        assertThat(bilingual.subject(Kind.BOOKING_CONFIRMED, facts, "de-AT")).isEqualTo("Nachricht");
        assertThat(bilingual
                        .write(ID, Kind.BOOKING_CONFIRMED, facts, reader("Ada", "de"))
                        .text())
                .isEqualTo("Hallo Ada");
        assertThat(bilingual.subject(Kind.BOOKING_CONFIRMED, facts, "fr")).startsWith("Your booking");
        assertThat(bilingual.subject(Kind.BOOKING_CONFIRMED, facts, "no such tag!"))
                .startsWith("Your booking");
    }

    @Test
    void namesTheTemplateThatIsMissing(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("de"));

        assertThatThrownBy(() -> Templates.load(Optional.of(folder)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("booking-confirmed.txt");
    }

    @Test
    void refusesASenderThatIsNoAddress() {
        assertThatThrownBy(() -> config(Map.of("MAIL_FROM", "Car Rental")))
                .hasMessageContaining("MAIL_FROM must be an address");
    }

    private static Letters letters(Map<String, String> settings) {
        var config = config(settings);
        return new Letters(Templates.load(config.templates()), config);
    }

    private static MailConfig config(Map<String, String> settings) {
        return Configuration.read(MailConfig.class, settings);
    }

    private static Recipient reader(String name, String locale) {
        return new Recipient(USER, "reader@example.com", name, locale);
    }

    private static Facts factsOf(Kind kind) {
        return switch (kind) {
            case BOOKING_CONFIRMED, BOOKING_CHANGED, BOOKING_REMINDER ->
                new Facts.OfBooking(changeOf(Bookings.confirmed(USER)));
            case BOOKING_CANCELLED ->
                new Facts.OfBooking(changeOf(Bookings.cancelled(Bookings.confirmed(USER), "no-show")));
            case HOLD_EXPIRING -> new Facts.OfBooking(changeOf(Bookings.held(USER, Instant.now())));
            case EMAIL_VERIFICATION, PASSWORD_RESET -> account(kind, Optional.of("t0k&en"), Optional.empty());
            case SECURITY_ALERT -> account(kind, Optional.empty(), Optional.of("Your password was changed."));
        };
    }

    private static Facts account(Kind kind, Optional<String> token, Optional<String> reason) {
        return new Facts.OfAccount(new MailRequested(
                kind.wireName(), USER, "reader@example.com", "", "en", token, Optional.of(Instant.now()), reason));
    }

    private static BookingChanged changeOf(Booking booking) {
        return Bookings.change(BookingChanged.Kind.CONFIRMED, booking);
    }

    private static Booking named(String car) {
        var plain = Bookings.confirmed(USER);
        return new Booking(
                plain.id(),
                plain.userId(),
                new Booking.BookedCar(plain.car().id(), car, List.of()),
                plain.pickupTime(),
                plain.dropoffTime(),
                plain.status(),
                plain.totalPrice(),
                plain.priceLines(),
                plain.holdExpiresAt(),
                plain.cancellation(),
                plain.refund(),
                plain.atRisk(),
                plain.version(),
                plain.createdAt(),
                plain.updatedAt());
    }
}
