package rental.booking;

import static java.time.temporal.ChronoUnit.HOURS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.Transformer;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.booking.FleetModel.Entry;
import rental.contract.Window;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.FindCalendars;
import rental.contract.car.Car;
import rental.testkit.TestDatabase;

/**
 * Random lives of a small fleet, with several customers, the desk and time itself taking turns: after every step the
 * service and the simplest model of it say the same.
 */
class ModelBasedTest {
    private static final int TURNAROUND_MINUTES = 30;

    private static final TestDatabase DATABASE = TestDatabase.of("booking");
    /** The database asks nothing of its surroundings, so it can be made where there is no Jupiter. */
    private static final ExtensionContext NO_JUPITER = null;

    private static BookingService service;

    @BeforeContainer
    static void start() {
        DATABASE.beforeAll(NO_JUPITER);
        // Nothing is swept: what time brings about must hold without.
        service = BookingService.on(DATABASE.url(), "BOOKING_SWEEP", "60s");
        service.clock.freeze();
    }

    @AfterContainer
    static void stop() {
        service.close();
        DATABASE.afterAll(NO_JUPITER);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.BOUNDED)
    void doesWhatTheModelDoes(@ForAll("lives") ActionChain<Fleet> life) {
        life.run();
    }

    @Provide
    Arbitrary<ActionChain<Fleet>> lives() {
        return ActionChain.startWith(Fleet::new)
                .withAction(6, of(bookings()))
                .withAction(1, of(blocks()))
                .withAction(8, of(steps()))
                .withAction(2, of(moves()))
                .withAction(2, of(waits()))
                .withMaxTransformations(60);
    }

    /** Something that is done to the service and the model alike. */
    private record Operation(String name, Consumer<Fleet> effect) {}

    private static Action.Independent<Fleet> of(Arbitrary<Operation> operations) {
        return () -> operations.map(operation -> Transformer.mutate(operation.name(), fleet -> {
            operation.effect().accept(fleet);
            fleet.agree();
        }));
    }

    private static Arbitrary<Operation> bookings() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(-1, 24),
                        Arbitraries.integers().between(1, 12),
                        Arbitraries.of(true, false))
                .as((customer, car, from, hours, hold) -> new Operation(
                        "customer %d books car %d from %dh for %dh, hold %s"
                                .formatted(customer, car, from, hours, hold),
                        fleet -> fleet.book(customer, car, from, hours, hold)));
    }

    private static Arbitrary<Operation> blocks() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(1, 4))
                .as((car, from, hours) -> new Operation(
                        "car %d off the road from %dh for %dh".formatted(car, from, hours),
                        fleet -> fleet.block(car, from, hours)));
    }

    private static Arbitrary<Operation> steps() {
        return Combinators.combine(
                        Arbitraries.of(
                                "confirmBooking",
                                "cancelBooking",
                                "pickUpBooking",
                                "pickUpBooking",
                                "returnBooking",
                                "returnBooking",
                                "markNoShow",
                                "deleteBlock"),
                        Arbitraries.integers().between(0, 20))
                .as((step, which) -> new Operation(step + " " + which, fleet -> fleet.step(step, which)));
    }

    private static Arbitrary<Operation> moves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.integers().between(1, 20))
                .as((which, hours) -> new Operation(
                        "move the end of %d to %dh after its start".formatted(which, hours),
                        fleet -> fleet.move(which, hours)));
    }

    private static Arbitrary<Operation> waits() {
        return Arbitraries.of(Duration.ofMinutes(6), Duration.ofMinutes(40), Duration.ofHours(2))
                .map(time -> new Operation("wait " + time, fleet -> service.clock.advance(time)));
    }

    /** Two cars, three customers and the desk, and the model of them. */
    private static final class Fleet {
        private final List<Car> cars = IntStream.range(0, 2)
                .mapToObj(i -> service.parkedAndTold(
                        CarFixture.aCar().turnaround(TURNAROUND_MINUTES).get()))
                .toList();
        private final List<BookingClient> customers =
                IntStream.range(0, 3).mapToObj(i -> service.customer()).toList();
        private final BookingClient staff = service.staff();
        private final FleetModel model = new FleetModel(Duration.ofMinutes(TURNAROUND_MINUTES));
        private final Instant start = now().truncatedTo(HOURS);

        private static Instant now() {
            return service.clock.instant();
        }

        void book(int customer, int car, int from, int hours, boolean hold) {
            var window = window(from, hours);
            var answer = customers.get(customer).book(cars.get(car), window.from(), window.to(), "hold", hold);
            if (!window.from().isAfter(now())) {
                answer.isProblem(400, "validation-failed");
                return;
            }
            expect(answer, model.book(cars.get(car).id(), window, hold, now()));
        }

        void block(int car, int from, int hours) {
            var window = window(from, hours);
            var id = cars.get(car).id();
            var answer = staff.on("createBlock", id, "from", window.from(), "to", window.to(), "reason", "Service");
            if (!window.to().isAfter(now())) {
                answer.isProblem(400, "validation-failed");
                return;
            }
            expect(answer, model.block(id, window, now()));
        }

        private Window window(int from, int hours) {
            var at = start.plus(from, HOURS);
            return new Window(at, at.plus(hours, HOURS));
        }

        private static void expect(Answer answer, Optional<Entry> entry) {
            if (entry.isPresent()) {
                entry.get().id = answer.is(201).id();
            } else {
                answer.isProblem(409, "car-unavailable");
            }
        }

        void step(String step, int which) {
            var isBlock = step.equals("deleteBlock");
            pick(which, isBlock).ifPresent(entry -> {
                var allowed = switch (step) {
                    case "confirmBooking" -> model.confirm(entry, now());
                    case "cancelBooking" -> model.cancel(entry, now());
                    case "pickUpBooking" -> model.pickUp(entry, now());
                    case "returnBooking" -> model.giveBack(entry, now());
                    case "markNoShow" -> model.noShow(entry, now());
                    default -> model.lift(entry);
                };
                if (isBlock) {
                    lift(entry).is(allowed ? 204 : 404);
                } else {
                    staff.on(step, entry.id).is(allowed ? 200 : 409);
                }
            });
        }

        private Answer lift(Entry entry) {
            return staff.query(
                    "deleteBlock", Map.of("id", entry.car.toString(), "blockId", entry.id.toString()), Map.of());
        }

        void move(int which, int hours) {
            pick(which, false).ifPresent(entry -> {
                var dropoff = entry.agreed.from().plus(hours, HOURS);
                var answer = staff.on("changeBooking", entry.id, "dropoffTime", dropoff);
                if (!dropoff.isAfter(now()) && !dropoff.equals(entry.agreed.to())) {
                    answer.isProblem(400, "validation-failed");
                } else {
                    answer.is(model.move(entry, dropoff, now()) ? 200 : 409);
                }
            });
        }

        private Optional<Entry> pick(int which, boolean block) {
            var some = model.entries.stream()
                    .filter(entry -> entry.isBlock == block)
                    .toList();
            return some.isEmpty() ? Optional.empty() : Optional.of(some.get(which % some.size()));
        }

        /** The service's calendars and bookings are the model's. */
        void agree() {
            var ids = cars.stream().map(Car::id).toList();
            var calendars = service.ask(BookingAddresses.CALENDARS, new FindCalendars(ids));
            calendars
                    .calendars()
                    .forEach(calendar ->
                            assertThat(calendar.busy()).isEqualTo(model.busy(calendar.carId(), now(), now())));
            var bookings = model.entries.stream()
                    .filter(entry -> !entry.isBlock)
                    .collect(Collectors.toMap(Function.identity(), entry -> staff.sendOn("getBooking", entry.id)));
            BookingService.await(Future.all(List.copyOf(bookings.values())));
            bookings.forEach((entry, read) -> {
                var stored = read.result().is(200);
                assertThat(stored.time("/dropoffTime")).isEqualTo(entry.agreed.to());
                assertThat(stored.text("/status")).isEqualTo(entry.hasExpired(now()) ? "cancelled" : entry.status);
            });
        }
    }
}
