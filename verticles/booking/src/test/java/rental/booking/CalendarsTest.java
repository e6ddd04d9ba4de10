package rental.booking;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import rental.contract.Ids;
import rental.contract.Window;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.CheckAvailability;
import rental.contract.booking.CheckAvailability.Question;
import rental.contract.booking.CountOpenBookings;
import rental.contract.booking.FindCalendars;
import rental.testkit.TestDatabase;

/** What other services and people are told of a car's calendar, and of what a user has booked. */
class CalendarsTest {
    static final TestDatabase database = TestDatabase.of("booking");

    @RegisterExtension
    static final ServiceOfTheClass service = ServiceOfTheClass.on(database);

    private static final Instant MONDAY = Instant.now().truncatedTo(DAYS).plus(30, DAYS);

    @Test
    void answersWhichCarsAreFreeAndAtWhatPrice() {
        var free = service.parkedAndTold(CarFixture.aCar().get());
        var taken = service.parkedAndTold(CarFixture.aCar().get());
        var unknown = Ids.next();
        service.customer().book(taken, MONDAY, MONDAY.plus(1, DAYS)).is(201);

        var answer = service.ask(
                BookingAddresses.AVAILABILITY,
                CheckAvailability.of(
                        List.of(free.id(), taken.id(), unknown), new Window(MONDAY, MONDAY.plus(3, DAYS))));

        assertThat(answer.totalPrices()).hasSize(1);
        assertThat(answer.totalPrices().get(0)).hasSize(1);
        assertThat(answer.totalPrices().get(0).get(free.id())).hasToString("300.00 USD");
    }

    @Test
    void answersSeveralQuestionsAtOnceEachForItsOwnWindow() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var other = service.parkedAndTold(CarFixture.aCar().get());
        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        var during = new Window(MONDAY, MONDAY.plus(1, DAYS));
        var after = new Window(MONDAY.plus(2, DAYS), MONDAY.plus(4, DAYS));

        var answer = service.ask(
                BookingAddresses.AVAILABILITY,
                new CheckAvailability(List.of(
                        new Question(List.of(car.id(), other.id()), during),
                        new Question(List.of(), during),
                        new Question(List.of(other.id(), car.id(), car.id()), after))));

        assertThat(answer.totalPrices()).hasSize(3);
        assertThat(answer.totalPrices().get(0)).containsOnlyKeys(other.id());
        assertThat(answer.totalPrices().get(1)).isEmpty();
        assertThat(answer.totalPrices().get(2)).containsOnlyKeys(car.id(), other.id());
        assertThat(answer.totalPrices().get(2).get(car.id())).hasToString("200.00 USD");
    }

    @Test
    void tellsAnyNumberOfCalendarsInTheirOrder() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        var ids = Stream.concat(Stream.generate(Ids::next).limit(120), Stream.of(car.id()))
                .toList();

        var calendars =
                service.ask(BookingAddresses.CALENDARS, new FindCalendars(ids)).calendars();

        assertThat(calendars).extracting(FindCalendars.Calendar::carId).containsExactlyElementsOf(ids);
        assertThat(calendars.get(120).busy()).hasSize(1);
    }

    @Test
    void tellsACarsCalendarToOtherServices() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);

        var before = service.ask(BookingAddresses.CALENDARS, new FindCalendars(List.of(car.id())))
                .calendars()
                .get(0);
        customer.on("cancelBooking", booked.id()).isBooking("cancelled");
        var after = service.ask(BookingAddresses.CALENDARS, new FindCalendars(List.of(car.id())))
                .calendars()
                .get(0);

        assertThat(before.busy()).containsExactly(new Window(MONDAY, MONDAY.plus(1, DAYS)));
        assertThat(after.busy()).isEmpty();
        assertThat(after.version()).isGreaterThan(before.version());
    }

    @Test
    void showsACarsCalendarWithoutSayingWhose() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        service.customer().book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        service.customer().book(car, MONDAY.plus(1, DAYS), MONDAY.plus(2, DAYS)).is(201);

        var calendar = service.customer()
                .query(
                        "getCarCalendar",
                        Map.of("id", car.id().toString()),
                        Map.of("from", MONDAY.minus(1, DAYS) + "", "to", MONDAY.plus(3, DAYS) + ""))
                .is(200);

        assertThat(calendar.body().get("busy")).hasSize(2);
        assertThat(calendar.body().get("free")).hasSize(2);
        assertThat(calendar.time("/free/1/from")).isEqualTo(MONDAY.plus(2, DAYS));
    }

    @ParameterizedTest
    @CsvSource({"PT9600H, 200", "PT9600H0.000001S, 400", "PT0S, 400", "PT-1H, 400"})
    void showsFourHundredDaysAtMost(Duration length, int status) {
        var car = service.parkedAndTold(CarFixture.aCar().get());

        service.customer()
                .query(
                        "getCarCalendar",
                        Map.of("id", car.id().toString()),
                        Map.of("from", MONDAY + "", "to", MONDAY.plus(length) + ""))
                .is(status);
    }

    @Test
    void countsTheOpenBookingsOfAUser() {
        var car = service.parkedAndTold(CarFixture.aCar().get());
        var customer = service.customer();
        var booked = customer.book(car, MONDAY, MONDAY.plus(1, DAYS)).is(201);
        customer.book(car, MONDAY.plus(1, DAYS), MONDAY.plus(2, DAYS)).is(201);
        customer.on("cancelBooking", booked.id()).isBooking("cancelled");

        assertThat(service.ask(BookingAddresses.OPEN_BOOKINGS, new CountOpenBookings(customer.id()))
                        .count())
                .isEqualTo(1);
    }
}
