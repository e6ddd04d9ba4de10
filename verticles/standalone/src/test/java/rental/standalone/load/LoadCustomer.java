package rental.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import rental.testkit.ApiClient;

/** A customer who books and cancels, remembers what the system said, and knows what mails are due. */
final class LoadCustomer {
    /** With its status, as it was last answered. */
    private final Map<String, String> bookings = new ConcurrentHashMap<>();

    private final String email = "mixed-" + UUID.randomUUID() + "@example.com";
    private final Random random;
    private final ApiClient client;

    LoadCustomer(ApiClient visitor, long seed) {
        this.random = new Random(seed);
        var signedUp = visitor.post(
                "/auth/signup",
                "{\"email\": \"%s\", \"password\": \"Password123\", \"name\": \"Mia\"}".formatted(email));
        assertThat(signedUp.status()).as(signedUp.toString()).isEqualTo(201);
        this.client = visitor.as(signedUp.text("/accessToken"));
    }

    /** One thing after the other; at least half are bookings. */
    void doSomething(List<String> cars, List<Instant> pickups) {
        var confirmed = bookings.entrySet().stream()
                .filter(booking -> booking.getValue().equals("confirmed"))
                .map(Map.Entry::getKey)
                .toList();
        if (confirmed.isEmpty() || random.nextBoolean()) {
            book(any(cars), any(pickups));
        } else {
            cancel(any(confirmed));
        }
    }

    /** How many bookings were promised. */
    int promises() {
        return bookings.size();
    }

    private void book(String car, Instant pickup) {
        var body = "{\"carId\": \"%s\", \"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"}"
                .formatted(car, pickup, MixedLoad.dropoff(pickup));
        var answer = Persistence.post(client, "/bookings", body);
        assertThat(answer.status()).as(answer.toString()).isIn(201, 409);
        if (answer.status() == 201) {
            bookings.put(answer.text("/id"), answer.text("/status"));
        }
    }

    /** What was cancelled by a try whose answer got lost cannot be cancelled again: the booking itself tells. */
    private void cancel(String booking) {
        var answer = Persistence.post(client, "/bookings/" + booking + "/cancel", null);
        assertThat(answer.status()).as(answer.toString()).isIn(200, 409);
        bookings.put(booking, "cancelled");
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Every booking that was promised is there as it was promised, and no other. */
    void findsWhatWasPromised() {
        var stored = new ConcurrentHashMap<String, String>();
        var cursor = "";
        do {
            var page = client.get("/bookings?limit=100" + cursor);
            assertThat(page.status()).as(page.toString()).isEqualTo(200);
            page.json()
                    .path("items")
                    .forEach(item -> stored.put(
                            item.path("id").asText(), item.path("status").asText()));
            cursor = page.json().path("nextCursor").isNull() ? "" : "&cursor=" + page.text("/nextCursor");
        } while (!cursor.isEmpty());
        assertThat(stored).isEqualTo(bookings);
    }

    /** Whether every mail has come that is due: of the sign-up, of each booking, of each cancellation. */
    boolean hasAllMails(GreenMail server) {
        return mails(server).stream().distinct().count() >= mailsDue();
    }

    /** How many mails came more than once; none came that was not due. */
    int repeatedMails(GreenMail server) {
        var ids = mails(server);
        var different = (int) ids.stream().distinct().count();
        assertThat(different).as("mails to %s", email).isEqualTo(mailsDue());
        return ids.size() - different;
    }

    private int mailsDue() {
        var cancelled = bookings.values().stream().filter("cancelled"::equals).count();
        return 1 + bookings.size() + (int) cancelled;
    }

    /** The Message-IDs, which a repetition shares. */
    private List<String> mails(GreenMail server) {
        var ids = new ArrayList<String>();
        for (var message : server.getReceivedMessages()) {
            if (isToMe(message)) {
                ids.add(id(message));
            }
        }
        return ids;
    }

    private boolean isToMe(MimeMessage message) {
        try {
            return Arrays.stream(message.getAllRecipients())
                    .anyMatch(to -> to.toString().contains(email));
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String id(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
