package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;

/** Makes accounts, and bookings of one car in windows that do not meet. */
final class Rentals {
    private static final Instant FIRST =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(30, ChronoUnit.DAYS);
    private static final String PASSWORD = "Password123";

    private final ApiClient visitor;
    private final AtomicInteger windows = new AtomicInteger();
    private String car;

    Rentals(ApiClient visitor) {
        this.visitor = visitor;
    }

    /** Adds the car, with its time zone: to look one up takes loading the map of the world. */
    void addCar(ApiClient admin) {
        var zoned = Journey.car().replace("\"location\": {", "\"location\": {\"timeZone\": \"America/Los_Angeles\", ");
        car = made(admin.post("/cars", zoned)).text("/id");
    }

    ApiClient signIn(String email, String password) {
        var signedIn =
                visitor.post("/auth/login", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, password));
        assertThat(signedIn.status()).as(signedIn.toString()).isEqualTo(200);
        return visitor.as(signedIn.text("/accessToken"));
    }

    ApiClient customer() {
        return visitor.as(signUp(email()).text("/accessToken"));
    }

    ApiClient staff(ApiClient admin) {
        var email = email();
        var id = signUp(email).text("/user/id");
        assertThat(admin.patch("/users/" + id, "{\"roles\": [\"customer\", \"staff\"]}")
                        .status())
                .isEqualTo(200);
        return signIn(email, PASSWORD);
    }

    /** Another session of a customer's. @return its id */
    String session(ApiClient customer) {
        signIn(customer.get("/auth/me").text("/email"), PASSWORD);
        var sessions = customer.get("/auth/me/sessions").json().path("items");
        for (var session : sessions) {
            if (!session.path("current").asBoolean()) {
                return session.path("id").asText();
            }
        }
        throw new AssertionError("No other session in " + sessions);
    }

    String book(ApiClient customer) {
        return made(customer.post("/bookings", booking())).text("/id");
    }

    String hold(ApiClient customer) {
        return made(customer.post("/bookings", booking("\"hold\": true"))).text("/id");
    }

    String quote(ApiClient customer) {
        return made(customer.post("/bookings/quotes", booking())).text("/id");
    }

    /** What is sent to book the car in a window of its own. @param more further members of the document */
    String booking(String... more) {
        return "{" + members() + (more.length == 0 ? "" : ", " + String.join(", ", more)) + "}";
    }

    String members() {
        return "\"carId\": \"" + car + "\", " + window();
    }

    /** What is sent to move a booking into a window that is free. */
    String otherWindow() {
        return "{" + window() + "}";
    }

    private String window() {
        var from = FIRST.plus(2L * windows.getAndIncrement(), ChronoUnit.DAYS);
        return "\"pickupTime\": \"%s\", \"dropoffTime\": \"%s\"".formatted(from, from.plus(1, ChronoUnit.DAYS));
    }

    private Answer signUp(String email) {
        return made(
                visitor.post("/auth/signup", "{\"email\": \"%s\", \"password\": \"%s\"}".formatted(email, PASSWORD)));
    }

    private static String email() {
        return "user-" + UUID.randomUUID() + "@example.com";
    }

    private static Answer made(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }
}
