package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import rental.booking.application.port.Calendars;
import rental.booking.application.port.Schedules;
import rental.booking.model.CarSchedule;
import rental.booking.model.PriceRules;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.booking.CheckAvailability;
import rental.contract.booking.CheckAvailability.Question;
import rental.contract.booking.FindCalendars;
import rental.contract.car.Car;

/** Says when cars are busy and free, and what the free ones would cost. */
public final class AskingCalendars {
    private static final int PORTION = 50;

    private final Calendars calendars;
    private final Schedules schedules;
    private final CarCatalogue cars;
    private final PriceRules prices;
    private final Clock clock;

    AskingCalendars(Calendars calendars, Schedules schedules, CarCatalogue cars, PriceRules prices, Clock clock) {
        this.calendars = requireNonNull(calendars);
        this.schedules = requireNonNull(schedules);
        this.cars = requireNonNull(cars);
        this.prices = requireNonNull(prices);
        this.clock = requireNonNull(clock);
    }

    /** A car's calendar within a window. @param busy clipped to it, in order, adjoining ones kept apart */
    public record CarCalendar(List<Window> busy, List<Window> free) {
        public CarCalendar {
            busy = List.copyOf(busy);
            free = List.copyOf(free);
        }
    }

    /** What was committed before the call is in the answers. */
    public Future<CheckAvailability.Free> check(CheckAvailability check) {
        var now = clock.instant();
        var carIds = check.questions().stream()
                .flatMap(question -> question.carIds().stream())
                .collect(Collectors.toSet());
        return schedules
                .of(carIds, now)
                .map(found -> new CheckAvailability.Free(check.questions().stream()
                        .map(question -> priced(question, found, now))
                        .toList()));
    }

    /** The cars that can be had, with what each comes to. */
    private Map<UUID, Money> priced(Question question, Map<UUID, CarSchedule> schedules, Instant now) {
        var totals = prices.totals(question.window());
        var free = new HashMap<UUID, Money>();
        for (var id : question.carIds()) {
            var schedule = schedules.get(id);
            if (schedule != null && schedule.isFree(question.window(), now)) {
                free.put(id, totals.of(schedule.pricePerDay(), schedule.timeZone()));
            }
        }
        return free;
    }

    /** A portion at a time: whoever asks for many is in no hurry, and those who book meanwhile are. */
    public Future<FindCalendars.Calendars> find(FindCalendars question) {
        return add(new ArrayList<>(), question.carIds()).map(FindCalendars.Calendars::new);
    }

    private Future<List<FindCalendars.Calendar>> add(List<FindCalendars.Calendar> found, List<UUID> carIds) {
        if (carIds.isEmpty()) {
            return Future.succeededFuture(found);
        }
        var portion = Math.min(PORTION, carIds.size());
        return calendars.of(carIds.subList(0, portion), clock.instant()).compose(next -> {
            found.addAll(next);
            return add(found, carIds.subList(portion, carIds.size()));
        });
    }

    /** Empty when there is no such car. */
    public Future<Optional<CarCalendar>> of(UUID carId, Window within) {
        return cars.fresh(carId)
                .compose(car -> car.filter(Car::active).isEmpty()
                        ? Future.succeededFuture(Optional.empty())
                        : calendars
                                .busy(carId, within, clock.instant())
                                .map(busy -> Optional.of(calendar(busy, within))));
    }

    private static CarCalendar calendar(List<Window> stored, Window within) {
        var busy = stored.stream().map(window -> clipped(window, within)).toList();
        var free = new ArrayList<Window>();
        var from = within.from();
        for (var window : busy) {
            if (from.isBefore(window.from())) {
                free.add(new Window(from, window.from()));
            }
            from = later(from, window.to());
        }
        if (from.isBefore(within.to())) {
            free.add(new Window(from, within.to()));
        }
        return new CarCalendar(busy, free);
    }

    private static Window clipped(Window window, Window within) {
        var to = window.to().isBefore(within.to()) ? window.to() : within.to();
        return new Window(later(window.from(), within.from()), to);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
