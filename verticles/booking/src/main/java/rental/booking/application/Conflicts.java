package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.Calendars;
import rental.booking.application.port.Cars;
import rental.booking.application.port.Rentals;
import rental.booking.application.port.Rentals.Deed;
import rental.booking.application.port.Rentals.Saved;
import rental.booking.model.Lifecycle;
import rental.booking.model.Rental;
import rental.booking.model.Step;
import rental.contract.Window;
import rental.contract.booking.WindowRules;
import rental.contract.car.Car;

/** What is looked at when a car is taken: holds whose time is up, and when and where there is something else. */
final class Conflicts {
    private static final int GAPS = 3;
    private static final int ALTERNATIVES = 3;

    private final Rentals rentals;
    private final Calendars calendars;
    private final Cars cars;
    private final Lifecycle lifecycle;
    private final WindowRules windows;
    private final Clock clock;

    Conflicts(Rentals rentals, Calendars calendars, Cars cars, Lifecycle lifecycle, WindowRules windows, Clock clock) {
        this.rentals = requireNonNull(rentals);
        this.calendars = requireNonNull(calendars);
        this.cars = requireNonNull(cars);
        this.lifecycle = requireNonNull(lifecycle);
        this.windows = requireNonNull(windows);
        this.clock = requireNonNull(clock);
    }

    /** Ends the holds in the way whose time is up. @return whether there were any, so that trying again may help */
    Future<Boolean> release(UUID carId, Window blocked) {
        return rentals.expiredHolds(carId, blocked, clock.instant()).compose(this::expire);
    }

    /** Ends holds whose time is up, one after the other. @return whether there were any */
    Future<Boolean> expire(List<Rental> holds) {
        var all = Future.succeededFuture(Saved.SAVED);
        for (var hold : holds) {
            if (lifecycle.expire(hold, clock.instant()) instanceof Step.Allowed step) {
                all = all.compose(done -> rentals.save(step, Deed.OF_TIME));
            }
        }
        return all.map(!holds.isEmpty());
    }

    /** Whether someone has the car at some time of a rental, as far as can be seen without locking anything. */
    Future<Boolean> isTaken(Rental rental) {
        return calendars
                .busy(rental.car().id(), rental.state().blocked(), clock.instant())
                .map(busy -> !busy.isEmpty());
    }

    /** When the car could be had instead, and which other cars for the window. */
    Future<CreateReply.CarUnavailable> unavailable(Car car, Window window, boolean alternatives) {
        var now = clock.instant();
        return nextFree(car, window, now)
                .compose(nextFree -> alternatives
                        ? cars.alternatives(car, window, now, ALTERNATIVES)
                                .map(others -> new CreateReply.CarUnavailable(nextFree, Optional.of(others)))
                        : Future.succeededFuture(new CreateReply.CarUnavailable(nextFree, Optional.empty())));
    }

    private Future<List<Window>> nextFree(Car car, Window window, Instant now) {
        var latest = now.atZone(ZoneOffset.UTC).plusYears(windows.yearsAhead()).toInstant();
        var needed = Rental.blocked(window, car);
        var horizon = latest.plus(needed.length());
        if (!needed.from().isBefore(horizon)) {
            return Future.succeededFuture(List.of());
        }
        return calendars
                .gaps(car.id(), needed, horizon, now, GAPS)
                .map(starts -> starts.stream()
                        .map(start -> new Window(start, start.plus(window.length())))
                        .toList());
    }
}
