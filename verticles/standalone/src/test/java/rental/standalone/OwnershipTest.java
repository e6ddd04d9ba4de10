package rental.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import rental.contract.api.Role;
import rental.runtime.http.contract.Contract;
import rental.standalone.fixture.Rentals;
import rental.standalone.fixture.Servers;
import rental.testkit.ApiClient;
import rental.testkit.ApiClient.Answer;

/** What one customer can do with what belongs to another, in the whole system: nothing, and not even learn that it is there. */
class OwnershipTest {
    private static final Contract CONTRACT = Contract.in(Currency.getInstance("USD"));

    /** Every operation for customers that names something owned, and what each caller is answered. */
    private static final String TABLE = """
            operation               owner stranger staff admin nobody
            getBooking              200   404      200   200   401
            changeBooking           200   404      200   200   401
            deleteBooking           200   404      200   200   401
            confirmBooking          200   404      200   200   401
            cancelBooking           200   404      200   200   401
            getBookingHistory       200   404      200   200   401
            getBookingCalendarFile  200   404      200   200   401
            endSession              204   404      404   404   401
            """;

    @RegisterExtension
    static final Servers SERVERS = new Servers();

    @TempDir
    static Path dataDir;

    private static OneJvm system;
    private static Rentals rentals;
    private static Map<String, ApiClient> callers;

    @BeforeAll
    static void start() {
        system = OneJvm.start(SERVERS.settings(), dataDir);
        rentals = new Rentals(system.client());
        var admin = system.client().as(DemoUsers.ADMIN, DemoUsers.PASSWORD);
        rentals.addCar(admin);
        callers = new LinkedHashMap<>();
        callers.put("owner", rentals.customer());
        callers.put("stranger", rentals.customer());
        callers.put("staff", rentals.staff(admin));
        callers.put("admin", admin);
        callers.put("nobody", system.client());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void everyOperationOnSomethingOwnedIsForItsOwnerAndTheDesk() {
        var seen = new TreeMap<String, String>();
        for (var operation : table().keySet()) {
            for (var caller : callers.keySet()) {
                seen.merge(
                        operation, Integer.toString(attempt(operation, caller)), (before, now) -> before + " " + now);
            }
        }

        assertThat(seen).isEqualTo(table());
    }

    @Test
    void theTableHasEveryOperationThatNamesSomethingOwned() {
        var naming = new TreeSet<String>();
        for (var service : List.of("auth", "car", "search", "booking", "notification")) {
            CONTRACT.of(service).stream()
                    .filter(operation -> operation.role().equals(Optional.of(Role.CUSTOMER)))
                    .filter(operation -> !operation.pathParameters().isEmpty())
                    .forEach(operation -> naming.add(operation.id()));
        }

        assertThat(table().keySet()).isEqualTo(naming);
    }

    @Test
    void listsShowACustomerNothingOfAnother() {
        var owner = callers.get("owner");
        var booked = rentals.book(owner);
        var first = owner.get("/bookings?limit=1");
        rentals.book(owner);
        var cursor = owner.get("/bookings?limit=1").text("/nextCursor");
        var stranger = rentals.customer();
        rentals.quote(stranger);

        assertThat(first.json().at("/items/0/id").asText()).isEqualTo(booked);
        assertThat(cursor).isNotEmpty();
        for (var path : List.of("/bookings", "/bookings?limit=1&cursor=" + cursor)) {
            assertThat(stranger.get(path).json().path("items")).as(path).isEmpty();
        }
        assertThat(ids(stranger.get("/notifications"))).doesNotContainAnyElementsOf(ids(owner.get("/notifications")));
        assertThat(stranger.get("/auth/me/sessions").json().path("items")).hasSize(1);
    }

    @Test
    void nobodyFiltersOrBooksForAnotherButTheDesk() {
        var owner = callers.get("owner");
        var stranger = callers.get("stranger");
        var id = owner.get("/auth/me").text("/id");
        var asked = "/bookings?userId=" + id;
        var booking = rentals.booking("\"userId\": \"" + id + "\"");

        assertThat(stranger.get(asked).status()).isEqualTo(403);
        assertThat(stranger.post("/bookings", booking).status()).isEqualTo(403);
        assertThat(owner.get(asked).status()).isEqualTo(200);
        assertThat(callers.get("staff").post("/bookings", booking).text("/userId"))
                .isEqualTo(id);
    }

    @Test
    void neitherAQuoteNorAnIdempotencyKeyServesAnotherCaller() {
        var key = UUID.randomUUID().toString();
        var owner = callers.get("owner").with("Idempotency-Key", key);
        var stranger = callers.get("stranger").with("Idempotency-Key", key);
        var quote = rentals.quote(callers.get("owner"));
        var body = rentals.booking();

        assertThat(callers.get("stranger")
                        .post("/bookings", rentals.booking("\"quoteId\": \"" + quote + "\""))
                        .status())
                .isEqualTo(404);
        assertThat(owner.post("/bookings", body).status()).isEqualTo(201);
        assertThat(owner.post("/bookings", body).header("idempotency-replayed")).contains("true");
        assertThat(stranger.post("/bookings", body).text("/code")).isEqualTo("car-unavailable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST  | /auth/signup     | {"email": "eve@example.com", "password": "Password123", "roles": ["admin"]}
            POST  | /auth/signup     | {"email": "eve@example.com", "password": "Password123", "emailVerified": true}
            PATCH | /auth/me         | {"roles": ["admin"]}
            PATCH | /auth/me         | {"id": "0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f"}
            PATCH | /auth/me         | {"locked": false}
            POST  | /bookings        | {%s, "totalPrice": {"amount": "1.00", "currency": "USD"}}
            POST  | /bookings        | {%s, "price": 1}
            POST  | /bookings        | {%s, "status": "completed"}
            POST  | /bookings        | {%s, "id": "0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f"}
            POST  | /bookings/quotes | {%s, "userId": "0190f3a4-7d1c-7c3e-9a53-7a1b2c3d4e5f"}
            POST  | /bookings/quotes | {%s, "priceLines": []}
            """)
    void takesNothingInABodyThatIsNotTheCallersToSay(String method, String path, String body) {
        var sent = body.replace("%s", rentals.members());

        var answer = callers.get("stranger").send(method, path, sent).join();

        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.text("/code")).isEqualTo("validation-failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "X-User",
                "X-Roles",
                "X-Role",
                "X-Caller",
                "X-Forwarded-User",
                "X-Authenticated-User",
                "Remote-User",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "X-Internal"
            })
    void believesNoHeaderThatSaysWhoIsAsking(String header) {
        var id = callers.get("admin").get("/auth/me").text("/id");
        for (var value : List.of(id, "admin", "DELETE", "/users")) {
            assertThat(system.client().with(header, value).get("/bookings").status())
                    .as(value)
                    .isEqualTo(401);
            assertThat(callers.get("stranger").with(header, value).get("/users").status())
                    .as(value)
                    .isEqualTo(403);
        }
    }

    /** As it would be had the booking been made between the erasure's question for open bookings and the erasure itself. */
    @Test
    void aBookingThatOutlivesItsCustomerIsTheDesksToEnd() {
        var booked = rentals.book(callers.get("owner"));
        var leaving = rentals.customer();
        var id = leaving.get("/auth/me").text("/id");
        assertThat(leaving.send("DELETE", "/auth/me", "{\"password\": \"Password123\"}")
                        .join()
                        .status())
                .isEqualTo(204);
        SERVERS.database("booking").execute("UPDATE booking SET user_id = '%s' WHERE id = '%s'".formatted(id, booked));
        var staff = callers.get("staff");

        assertThat(ids(staff.get("/bookings?status=confirmed&userId=" + id))).contains(booked);
        assertThat(staff.patch("/bookings/" + booked, rentals.otherWindow()).status())
                .isEqualTo(200);
        assertThat(staff.post("/bookings/" + booked + "/cancel", null).text("/status"))
                .isEqualTo("cancelled");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> SERVERS.database("booking")
                        .query("SELECT 1 FROM outbox WHERE aggregate_id = '%s' AND pending <> '{}'".formatted(booked))
                        .isEmpty());
        assertThat(callers.get("admin").get("/events/parked").json().path("items"))
                .isEmpty();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> leaving.get("/bookings").status() == 401);
    }

    /** Tries an operation on something new of the owner's; who is refused has changed nothing. */
    private static int attempt(String operation, String caller) {
        var owner = callers.get("owner");
        if (operation.equals("endSession")) {
            return callers.get(caller)
                    .delete("/auth/me/sessions/" + rentals.session(owner))
                    .status();
        }
        var id = operation.equals("confirmBooking") ? rentals.hold(owner) : rentals.book(owner);
        var before = owner.get("/bookings/" + id);
        var answer = send(operation, callers.get(caller), "/bookings/" + id);
        if (answer.status() >= 400) {
            assertThat(owner.get("/bookings/" + id).json()).isEqualTo(before.json());
        }
        return answer.status();
    }

    private static Answer send(String operation, ApiClient caller, String booking) {
        return switch (operation) {
            case "getBooking" -> caller.get(booking);
            case "changeBooking" -> caller.patch(booking, rentals.otherWindow());
            case "deleteBooking" -> caller.delete(booking);
            case "confirmBooking" -> caller.post(booking + "/confirm", null);
            case "cancelBooking" -> caller.post(booking + "/cancel", null);
            case "getBookingHistory" -> caller.get(booking + "/history");
            case "getBookingCalendarFile" -> caller.get(booking + "/calendar.ics");
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static List<String> ids(Answer list) {
        return list.json().path("items").findValuesAsText("id");
    }

    private static Map<String, String> table() {
        var expected = new TreeMap<String, String>();
        TABLE.lines()
                .skip(1)
                .map(line -> line.split("\\s+"))
                .forEach(cells -> expected.put(
                        cells[0], String.join(" ", Arrays.asList(cells).subList(1, cells.length))));
        return expected;
    }
}
