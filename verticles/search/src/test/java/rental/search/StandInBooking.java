package rental.search;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import rental.contract.Ids;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.CheckAvailability;
import rental.contract.booking.CheckAvailability.Question;
import rental.contract.booking.FindCalendars;
import rental.contract.booking.FindCalendars.Calendar;
import rental.contract.car.Car;
import rental.contract.car.CarAddresses;
import rental.contract.car.FindCars;
import rental.contract.event.Event;
import rental.contract.event.EventBatch;
import rental.contract.event.Feeds;
import rental.runtime.bus.TypedBus;

/**
 * Answers on booking's addresses by booking's rules, from memory: a car is free when nothing that is booked touches the
 * window with the turnaround behind it, and costs its price for each day that has begun. It asks car for the cars.
 */
final class StandInBooking {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<UUID, List<Window>> booked = new ConcurrentHashMap<>();
    private final Map<UUID, Long> versions = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();
    private final TypedBus bus;
    private volatile boolean reachable = true;
    private long sequence;

    StandInBooking(Vertx vertx) {
        this.bus = TypedBus.on(vertx);
    }

    Future<Void> serve() {
        return bus.serve(BookingAddresses.CALENDARS, this::calendars)
                .serve(BookingAddresses.AVAILABILITY, this::availability)
                .ready();
    }

    /** Makes it fail, or work again. */
    void reachable(boolean nowReachable) {
        reachable = nowReachable;
    }

    /** How often it was asked which cars are free. */
    int questions() {
        return questions.get();
    }

    /** Books a car and says nothing of it: as it is before the fact has arrived. */
    synchronized void bookQuietly(UUID car, Window window) {
        booked.computeIfAbsent(car, first -> new ArrayList<>()).add(window);
        versions.put(car, ++sequence);
    }

    synchronized void cancelQuietly(UUID car, Window window) {
        booked.getOrDefault(car, new ArrayList<>()).remove(window);
        versions.put(car, ++sequence);
    }

    synchronized List<Window> booked(UUID car) {
        return List.copyOf(booked.getOrDefault(car, List.of()));
    }

    /** Hands the fact on until search has taken it. */
    Future<Void> tell(UUID car) {
        var payload = "{\"kind\": \"CONFIRMED\", \"booking\": {\"car\": {\"id\": \"" + car + "\"}}}";
        var event = new Event(
                Ids.next(), "booking-confirmed", Ids.next(), Instant.now(), payload, "a-request", Optional.empty());
        return deliver(new EventBatch(List.of(event)));
    }

    private Future<Void> deliver(EventBatch batch) {
        return bus.request(Feeds.feed("booking", "search"), batch, PATIENCE)
                .compose(receipt -> Future.<Void>succeededFuture())
                .recover(outage -> deliver(batch));
    }

    private Future<FindCalendars.Calendars> calendars(FindCalendars ask) {
        if (!reachable) {
            return Future.failedFuture("down");
        }
        return Future.succeededFuture(new FindCalendars.Calendars(
                ask.carIds().stream().map(this::calendar).toList()));
    }

    private synchronized Calendar calendar(UUID car) {
        return new Calendar(car, versions.getOrDefault(car, 0L), booked(car));
    }

    private Future<CheckAvailability.Free> availability(CheckAvailability ask) {
        questions.incrementAndGet();
        if (!reachable) {
            return Future.failedFuture("down");
        }
        var ids = ask.questions().stream()
                .flatMap(question -> question.carIds().stream())
                .distinct()
                .toList();
        return bus.request(CarAddresses.FIND, new FindCars(ids), PATIENCE).map(found -> {
            var cars = found.cars().stream().collect(Collectors.toMap(Car::id, Function.identity()));
            return new CheckAvailability.Free(ask.questions().stream()
                    .map(question -> free(question, cars))
                    .toList());
        });
    }

    private Map<UUID, Money> free(Question question, Map<UUID, Car> cars) {
        return question.carIds().stream()
                .map(cars::get)
                .filter(car -> car != null && isFree(car, booked(car.id()), question.window()))
                .collect(Collectors.toMap(Car::id, car -> price(car, question.window())));
    }

    static boolean isFree(Car car, List<Window> booked, Window window) {
        var blocked = new Window(window.from(), window.to().plus(Duration.ofMinutes(car.turnaroundMinutes())));
        return car.active() && booked.stream().noneMatch(blocked::overlaps);
    }

    static Money price(Car car, Window window) {
        var hours = window.length().toHours();
        return car.pricePerDay().times(Math.max(1, (hours + 23) / 24));
    }
}
