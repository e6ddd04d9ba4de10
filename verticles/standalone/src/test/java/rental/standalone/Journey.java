package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import rental.testkit.ApiClient;

/** One rental from signing up to being free again, as a client of the gateway goes through it. */
final class Journey {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final ApiClient visitor;
    private final GreenMail mail;
    private final Instant pickup = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(30, ChronoUnit.DAYS);
    private final Instant dropoff = pickup.plus(2, ChronoUnit.DAYS);

    /** @param mail the mail server that the system sends through */
    Journey(String gateway, GreenMail mail) {
        this(ApiClient.of(gateway), mail);
    }

    private Journey(ApiClient visitor, GreenMail mail) {
        this.visitor = visitor;
        this.mail = mail;
    }

    /** The same journey, every request with one more header. */
    Journey with(String header, String value) {
        return new Journey(visitor.with(header, value), mail);
    }

    /** @param admin email and password of an administrator that is there already */
    void go(String admin, String password) {
        var car = addCar(signIn(admin, password));
        var email = "ada-" + UUID.randomUUID() + "@example.com";
        var ada = signUp(email);
        until(() -> found(car));

        var booking = ada.post("/bookings", bookingOf(car));

        assertThat(booking.status()).as(booking.toString()).isEqualTo(201);
        assertThat(booking.text("/totalPrice/amount")).isEqualTo("100.00");
        takenForOthers(car);
        until(() -> !found(car));
        until(() -> receivedMail(email));
        cancel(ada, booking.text("/id"));
        until(() -> found(car));
    }

    /** A car like no other, as a JSON document. */
    static String car() {
        return CAR.formatted(UUID.randomUUID());
    }

    /** Adds cars, as the administrator. @return their ids */
    List<String> addCars(String admin, String password, int count) {
        var boss = signIn(admin, password);
        return Stream.generate(() -> addCar(boss)).limit(count).toList();
    }

    /** Signs somebody up. @return an access token */
    String newcomer() {
        return tokenOf("sue-" + UUID.randomUUID() + "@example.com");
    }

    private String addCar(ApiClient admin) {
        var added = admin.post("/cars", car());
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        return added.text("/id");
    }

    private ApiClient signUp(String email) {
        return visitor.as(tokenOf(email));
    }

    private String tokenOf(String email) {
        var signedUp = visitor.post(
                "/auth/signup",
                "{\"email\": \"%s\", \"password\": \"Password123\", \"name\": \"Ada\"}".formatted(email));
        assertThat(signedUp.status()).as(signedUp.toString()).isEqualTo(201);
        return signedUp.text("/accessToken");
    }

    private ApiClient signIn(String email, String password) {
        var signedIn =
                visitor.post("/auth/login", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password));
        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
        return visitor.as(signedIn.text("/accessToken"));
    }

    private void takenForOthers(String car) {
        var refused = signUp("bob-" + UUID.randomUUID() + "@example.com").post("/bookings", bookingOf(car));
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        assertThat(refused.text("/code")).isEqualTo("car-unavailable");
        assertThat(refused.text("/nextFree/0/pickupTime")).isEqualTo(dropoff.toString());
    }

    private void cancel(ApiClient customer, String booking) {
        var cancelled = customer.post("/bookings/" + booking + "/cancel", null);
        assertThat(cancelled.status()).as(cancelled.toString()).isEqualTo(200);
        assertThat(cancelled.text("/refund/amount")).isEqualTo("100.00");
    }

    /** Looks for the misspelt car in the window of the journey. */
    private boolean found(String car) {
        var answer =
                visitor.get("/search?latitude=37.77&longitude=-122.42&radius=50&query=Ladybrd&limit=100&pickupTime="
                        + pickup + "&dropoffTime=" + dropoff);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json().path("items").findValuesAsText("id").contains(car);
    }

    private boolean receivedMail(String email) throws Exception {
        return Arrays.stream(mail.getReceivedMessages()).anyMatch(message -> isConfirmation(message, email));
    }

    private static boolean isConfirmation(MimeMessage message, String email) {
        try {
            return message.getAllRecipients()[0].toString().contains(email)
                    && message.getSubject().toLowerCase(Locale.ROOT).contains("confirmed");
        } catch (MessagingException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    String bookingOf(String car) {
        return "{\"carId\": \"%s\", \"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"}".formatted(car, pickup, dropoff);
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(100)).until(condition);
    }

    private static final String CAR = """
            {"name": "Ladybird %s", "brand": "Volkswagen", "model": "Käfer", "year": 2024, "fuelType": "petrol",
             "transmission": "manual", "seats": 4, "pricePerDay": {"amount": "50.00", "currency": "USD"},
             "images": [], "features": ["Sunroof"],
             "location": {"latitude": 37.77, "longitude": -122.42, "address": "Fell Street", "city": "San Francisco",
                          "state": "California", "country": "United States"}}
            """;
}
