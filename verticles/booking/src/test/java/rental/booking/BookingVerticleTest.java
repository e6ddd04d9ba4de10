package rental.booking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rental.contract.Ids;
import rental.contract.car.CarChanged;
import rental.contract.event.Event;
import rental.runtime.http.Json;
import rental.testkit.TestDatabase;

class BookingVerticleTest {
    static final TestDatabase database = TestDatabase.of("booking");

    @RegisterExtension
    static final ServiceOfTheClass service = ServiceOfTheClass.on(database);

    private static final Instant MONDAY = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    @Test
    void booksACarAtOnceAndTellsIt() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();

        var booked = customer.book(car, MONDAY, MONDAY.plus(2, DAYS)).is(201);

        assertThat(booked.text("/status")).isEqualTo("confirmed");
        assertThat(booked.text("/totalPrice/amount")).isEqualTo("200.00");
        assertThat(booked.text("/car/name")).isEqualTo("Tesla Model 3");
        assertThat(booked.header("location")).isEqualTo("/bookings/" + booked.id());
        assertThat(booked.header("etag")).isEqualTo("\"1\"");
        assertThat(database.query("SELECT type FROM outbox WHERE aggregate_id = '" + booked.id() + "'"))
                .containsExactly("booking-confirmed");
        assertThat(customer.on("getBooking", booked.id()).is(200).body()).isEqualTo(booked.body());
    }

    @Test
    void booksACarThatItHasNotHeardOfYet() {
        var car = service.parked(CarFixture.aCar().get());

        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
    }

    @Test
    void rejectsACarThatDoesNotExist() {
        service.customer()
                .book(CarFixture.aCar().get(), MONDAY, MONDAY.plus(1, DAYS))
                .isProblem(404, "car-not-found");
    }

    @Test
    void rejectsADeletedCarWhoseBookingsStay() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        service.tell(CarFixture.deleted(car));

        assertThat(customer.on("getBooking", booked.id()).is(200).body()).isEqualTo(booked.body());
        customer.book(car, MONDAY.plus(4, DAYS), MONDAY.plus(5, DAYS)).isProblem(404, "car-not-found");
    }

    @Test
    void takesTheNewPriceOfACarThatChangedMeanwhile() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        service.tell(CarFixture.repriced(car, "150.00"));

        var booked = service.customer()
                .book(car, MONDAY.plus(1, DAYS), MONDAY.plus(2, DAYS))
                .is(201);

        assertThat(booked.text("/totalPrice/amount")).isEqualTo("150.00");
    }

    @Test
    void takesAFactOnceAndNeverAnOlderCar() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        service.tell(CarFixture.repriced(car, "150.00"));
        service.tell(car);

        assertThat(database.query("SELECT version FROM car WHERE id = '" + car.id() + "'"))
                .containsExactly("2");
    }

    @Test
    void bringsBackThePriceOfTheDearestRentalThereCanBe() {
        var car = service.parkedAndTold(CarFixture.repriced(CarFixture.aCar().get(), "999999999.99"));
        var customer = service.customer();
        var booked = customer.book(car, MONDAY, MONDAY.plus(90, DAYS)).is(201);

        var cancelled = customer.on("cancelBooking", booked.id()).is(200);

        assertThat(booked.text("/totalPrice/amount")).hasSizeGreaterThan("9999999999.99".length());
        assertThat(cancelled.text("/refund/amount")).isEqualTo(booked.text("/totalPrice/amount"));
    }

    @Test
    void passesOverWhatOnlyANewerVersionTellsOfACar() {
        var car = CarFixture.aCar().get();
        var fact =
                new String(Json.write(new CarChanged(car)), UTF_8).replaceFirst("\"brand\":", "\"colour\":\"red\",$0");

        service.tell(List.of(
                new Event(Ids.next(), CarChanged.TYPE, car.id(), Instant.now(), fact, "test", Optional.empty())));

        assertThat(service.customer()
                        .book(car, MONDAY, MONDAY.plus(1, DAYS))
                        .is(201)
                        .text("/car/name"))
                .isEqualTo("Tesla Model 3");
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, PT24H, /pickupTime",
        "PT24H, PT24H59M59S, /dropoffTime",
        "PT24H, PT2184H0.000001S, /dropoffTime",
        "P732D, P733D, /pickupTime",
        "PT48H, PT48H, /dropoffTime"
    })
    void judgesAWindowAlikeWhoeverIsAsked(Duration pickup, Duration dropoff, String fault) {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var from = service.clock.instant().plus(pickup);
        var to = service.clock.instant().plus(dropoff);

        var answers = List.of(
                service.customer().book(car, from, to),
                service.customer().quote(car, from, to),
                service.staff()
                        .ask(
                                "checkAvailability",
                                Map.of(),
                                Map.of(),
                                Map.of("carIds", List.of(car.id()), "pickupTime", from, "dropoffTime", to)));

        assertThat(answers).allSatisfy(answer -> {
            answer.isProblem(400, "validation-failed");
            assertThat(answer.text("/errors/0/pointer")).isEqualTo(fault);
            assertThat(answer.body().get("errors"))
                    .isEqualTo(answers.get(0).body().get("errors"));
        });
    }

    @Test
    void offersTheNextFreeWindowsWhenTheCarIsTaken() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        customer.book(car, MONDAY, MONDAY.plus(2, DAYS)).is(201);
        customer.book(car, MONDAY.plus(3, DAYS), MONDAY.plus(4, DAYS)).is(201);
        customer.book(car, MONDAY.plus(7, DAYS), MONDAY.plus(8, DAYS)).is(201);

        var taken = service.customer()
                .book(car, MONDAY.plus(1, DAYS), MONDAY.plus(3, DAYS))
                .isProblem(409, "car-unavailable");

        assertThat(taken.body().at("/nextFree")).hasSize(2);
        assertThat(taken.time("/nextFree/0/pickupTime")).isEqualTo(MONDAY.plus(4, DAYS));
        assertThat(taken.time("/nextFree/0/dropoffTime")).isEqualTo(MONDAY.plus(6, DAYS));
        assertThat(taken.time("/nextFree/1/pickupTime")).isEqualTo(MONDAY.plus(8, DAYS));
    }

    @Test
    void oneBookingMayStartWhenAnotherEnds() {
        var car = service.parkedAndTold(CarFixture.aCar().get());

        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        service.customer().book(car, MONDAY.plus(1, DAYS), MONDAY.plus(2, DAYS)).is(201);
    }

    @Test
    void keepsTheTurnaroundFree() {
        var car = service.parkedAndTold(CarFixture.aCar().turnaround(60).get());
        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);

        service.customer().book(car, MONDAY.plus(1, DAYS), MONDAY.plus(2, DAYS)).isProblem(409, "car-unavailable");
        service.customer()
                .book(car, MONDAY.plus(25, HOURS), MONDAY.plus(2, DAYS))
                .is(201);
    }

    @Test
    void cancellingFreesTheCarAndRefunds() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);

        var cancelled = customer.on("cancelBooking", booked.id()).isBooking("cancelled");

        assertThat(cancelled.text("/refund/amount")).isEqualTo("100.00");
        assertThat(cancelled.text("/cancellation/reason")).isEqualTo("customer");
        customer.on("deleteBooking", booked.id()).isProblem(409, "illegal-transition");
        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
    }

    @Test
    void showsABookingToItsCustomerAndToStaffOnly() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);

        service.customer().on("getBooking", booked.id()).isProblem(404, "booking-not-found");
        service.customer().on("cancelBooking", booked.id()).isProblem(404, "booking-not-found");
        service.staff().on("getBooking", booked.id()).is(200);
    }

    @Test
    void listsOwnBookingsNewestFirst() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var first = customer.book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        var second =
                customer.book(car, MONDAY.plus(1, DAYS), MONDAY.plus(2, DAYS)).is(201);
        service.customer().book(car, MONDAY.plus(2, DAYS), MONDAY.plus(3, DAYS)).is(201);

        var page =
                customer.query("listBookings", Map.of(), Map.of("limit", "1")).is(200);
        var next = customer.query("listBookings", Map.of(), Map.of("limit", "1", "cursor", page.text("/nextCursor")))
                .is(200);

        assertThat(page.text("/items/0/id")).isEqualTo(second.id().toString());
        assertThat(next.text("/items/0/id")).isEqualTo(first.id().toString());
        assertThat(next.body().get("nextCursor").isNull()).isTrue();
        assertThat(service.staff()
                        .query(
                                "listBookings",
                                Map.of(),
                                Map.of("carId", car.id().toString()))
                        .body()
                        .get("items"))
                .hasSize(3);
    }

    @Test
    void rejectsWindowsThatNobodyCanHave() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var past = Instant.now().minus(1, HOURS);

        assertThat(customer.book(car, past, MONDAY)
                        .isProblem(400, "validation-failed")
                        .text("/errors/0/pointer"))
                .isEqualTo("/pickupTime");
        customer.book(car, MONDAY, MONDAY).isProblem(400, "validation-failed");
        customer.book(car, MONDAY, MONDAY.plus(91, DAYS)).isProblem(400, "validation-failed");
        customer.book(car, MONDAY, MONDAY.plus(59, ChronoUnit.MINUTES)).isProblem(400, "validation-failed");
        customer.book(car, MONDAY.plus(800, DAYS), MONDAY.plus(801, DAYS)).isProblem(400, "validation-failed");
        customer.book(car, MONDAY, MONDAY.plus(1, DAYS), "extras", List.of("jet-pack"))
                .isProblem(400, "validation-failed");
    }
}
