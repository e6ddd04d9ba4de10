package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import rental.booking.application.CreateReply.Fault;
import rental.booking.application.port.Quotes;
import rental.booking.application.port.Rentals;
import rental.booking.application.port.Users;
import rental.booking.model.Quote;
import rental.booking.model.Rental;
import rental.booking.model.Terms;
import rental.contract.Ids;
import rental.contract.Window;
import rental.contract.car.Car;

/**
 * Books a car for a window: priced from the car as remembered and taken in one statement; priced again when the car has
 * changed meanwhile. Everything else, such as holds in the way whose time is up, is looked at only when that fails.
 */
public final class CreatingRentals {
    private static final int ATTEMPTS = 5;

    private final Rentals rentals;
    private final CarCatalogue cars;
    private final Quotes quotes;
    private final Users users;
    private final Remembering remembering;
    private final Conflicts conflicts;
    private final Contention contention = new Contention();
    private final Pricing pricing;
    private final Duration holdTime;
    private final Clock clock;

    CreatingRentals(
            Rentals rentals,
            CarCatalogue cars,
            Quotes quotes,
            Users users,
            Remembering remembering,
            Conflicts conflicts,
            Pricing pricing,
            Duration holdTime,
            Clock clock) {
        this.rentals = requireNonNull(rentals);
        this.cars = requireNonNull(cars);
        this.quotes = requireNonNull(quotes);
        this.users = requireNonNull(users);
        this.remembering = requireNonNull(remembering);
        this.conflicts = requireNonNull(conflicts);
        this.pricing = requireNonNull(pricing);
        this.holdTime = requireNonNull(holdTime);
        this.clock = requireNonNull(clock);
    }

    /** @return fails only by an outage or a bug */
    public Future<CreateReply> create(CreateRental command) {
        var faults = faults(command);
        if (!faults.isEmpty()) {
            return invalid(command, faults);
        }
        return isKnown(command)
                .compose(known -> known
                        ? withTerms(command)
                        : remembering.recallOr(command.key(), new CreateReply.UserNotFound()));
    }

    private List<Fault> faults(CreateRental command) {
        var window = pricing.windows().faults(command.pickupTime(), command.dropoffTime(), clock.instant());
        return Stream.concat(
                        Pricing.faults(window).stream(),
                        pricing.extraFaults(command.extras().orElse(List.of())).stream())
                .toList();
    }

    /** A repeat of what was valid once stays answered, though its pick-up may be past by now. */
    private Future<CreateReply> invalid(CreateRental command, List<Fault> faults) {
        var refusal = new CreateReply.Invalid(faults);
        return remembering
                .recallOr(command.key(), refusal)
                .map(reply -> reply instanceof CreateReply.KeyReused ? refusal : reply);
    }

    private Future<Boolean> isKnown(CreateRental command) {
        return command.userId().equals(command.actor()) ? Future.succeededFuture(true) : users.exists(command.userId());
    }

    private Future<CreateReply> withTerms(CreateRental command) {
        var window = new Window(command.pickupTime(), command.dropoffTime());
        if (command.quoteId().isEmpty()) {
            var extras = pricing.extras(command.extras().orElse(List.of()));
            return begin(command, car -> pricing.terms(car, window, extras));
        }
        return quotes.find(command.quoteId().get()).compose(found -> {
            var quote = found.filter(known ->
                    known.userId().equals(command.userId()) || known.userId().equals(command.actor()));
            var refusal = refusal(quote, command, window);
            return refusal.isPresent()
                    ? remembering.recallOr(command.key(), refusal.get())
                    : begin(command, car -> new Terms(window, quote.get().price(), pricing.policy()));
        });
    }

    private Optional<CreateReply> refusal(Optional<Quote> quote, CreateRental command, Window window) {
        if (quote.isEmpty()) {
            return Optional.of(new CreateReply.QuoteNotFound());
        }
        var same = quote.get().carId().equals(command.carId())
                && quote.get().window().equals(window)
                && command.extras().map(quote.get().extras()::equals).orElse(true);
        if (!same) {
            return Optional.of(new CreateReply.Invalid(
                    List.of(new Fault("quoteId", "is a quote for another car, window or extras"))));
        }
        return quote.get().holds(clock.instant()) ? Optional.empty() : Optional.of(new CreateReply.QuoteExpired());
    }

    private Future<CreateReply> begin(CreateRental command, Function<Car, Terms> terms) {
        var attempt = new Attempt(command, terms, clock.instant());
        return cars.find(command.carId()).compose(car -> car.isEmpty() ? attempt.noCar() : attempt.take(car.get(), 1));
    }

    /** One request's way to an answer. */
    private final class Attempt {
        private final CreateRental command;
        private final Function<Car, Terms> terms;
        private final Instant begun;

        Attempt(CreateRental command, Function<Car, Terms> terms, Instant begun) {
            this.command = command;
            this.terms = terms;
            this.begun = begun;
        }

        Future<CreateReply> take(Car car, int attempt) {
            if (!car.active()) {
                return noCar();
            }
            var rental = rental(car);
            if (attempt > 1 || !contention.isLikely(car.id())) {
                return write(rental, attempt);
            }
            return conflicts
                    .isTaken(rental)
                    .compose(taken ->
                            taken ? answer(new Rentals.Created.Taken(), rental, attempt) : write(rental, attempt));
        }

        private Future<CreateReply> write(Rental rental, int attempt) {
            return rentals.create(rental, command.actor(), command.key())
                    .compose(created -> answer(created, rental, attempt));
        }

        Future<CreateReply> noCar() {
            return remembering.recallOr(command.key(), new CreateReply.CarNotFound());
        }

        private Future<CreateReply> answer(Rentals.Created created, Rental rental, int attempt) {
            if (created instanceof Rentals.Created.Made) {
                return Future.succeededFuture(new CreateReply.Booked(rental));
            }
            if (created instanceof Rentals.Created.KeyBusy) {
                return remembering.await(command.key().orElseThrow(), begun, () -> take(rental.car(), attempt));
            }
            if (attempt == ATTEMPTS) {
                return Future.failedFuture(new TimeoutException("No answer after " + attempt + " attempts"));
            }
            if (created instanceof Rentals.Created.CarIsNow changed) {
                cars.remember(changed.car());
                return take(changed.car(), attempt + 1);
            }
            if (created instanceof Rentals.Created.CarUnknown) {
                return cars.fresh(command.carId())
                        .compose(car -> car.isEmpty() ? noCar() : take(car.get(), attempt + 1));
            }
            if (created instanceof Rentals.Created.KeyUsed) {
                return remembering.recallOr(command.key(), () -> take(rental.car(), attempt + 1));
            }
            return remembering.recallOr(command.key(), () -> taken(rental, attempt));
        }

        /** Most often nothing is to be released, so the refusal is made out meanwhile. */
        private Future<CreateReply> taken(Rental rental, int attempt) {
            contention.refused(rental.car().id());
            var refusal = conflicts.unavailable(rental.car(), rental.window(), command.alternatives());
            return conflicts
                    .release(rental.car().id(), rental.state().blocked())
                    .compose(released ->
                            released ? take(rental.car(), attempt + 1) : refusal.map(taken -> (CreateReply) taken));
        }

        private Rental rental(Car car) {
            var now = clock.instant();
            return command.hold()
                    ? Rental.held(Ids.next(), command.userId(), car, terms.apply(car), now, holdTime)
                    : Rental.confirmed(Ids.next(), command.userId(), car, terms.apply(car), now);
        }
    }
}
