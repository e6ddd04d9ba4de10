package rental.booking.application;

import static io.vertx.core.Future.succeededFuture;
import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import rental.booking.application.CreateReply.Fault;
import rental.booking.application.port.Rentals;
import rental.booking.application.port.Rentals.Deed;
import rental.booking.model.DeskNotes;
import rental.booking.model.Lifecycle;
import rental.booking.model.Rental;
import rental.booking.model.Step;
import rental.contract.Window;

/**
 * Takes rentals through their life. A step is reckoned from the rental as read and stored only if it still stands at that
 * version; else it is reckoned again from what stands then.
 */
public final class SteppingRentals {
    private static final int ATTEMPTS = 8;

    private final Rentals rentals;
    private final Conflicts conflicts;
    private final Lifecycle lifecycle;
    private final Pricing pricing;
    private final Clock clock;

    SteppingRentals(Rentals rentals, Conflicts conflicts, Lifecycle lifecycle, Pricing pricing, Clock clock) {
        this.rentals = requireNonNull(rentals);
        this.conflicts = requireNonNull(conflicts);
        this.lifecycle = requireNonNull(lifecycle);
        this.pricing = requireNonNull(pricing);
        this.clock = requireNonNull(clock);
    }

    /**
     * Which rental is to take a step, and for whom.
     *
     * @param mayKnow whose rentals the caller may know of
     * @param version which versions the caller agrees to change
     */
    public record Target(UUID id, UUID actor, Predicate<Rental> mayKnow, LongPredicate version) {
        public Target {
            requireNonNull(id);
            requireNonNull(actor);
            requireNonNull(mayKnow);
            requireNonNull(version);
        }
    }

    /** One step that is asked for: what it may not be, and what comes of it. */
    private record Ask(
            Target target,
            DeskNotes notes,
            BiFunction<Rental, Instant, List<Fault>> faults,
            BiFunction<Rental, Instant, Future<Step>> rule) {}

    public Future<StepReply> confirm(Target target) {
        return run(target, DeskNotes.NONE, lifecycle::confirm);
    }

    /** @param byStaff whether the desk cancels for a customer */
    public Future<StepReply> cancel(Target target, boolean byStaff) {
        var reason = byStaff ? Lifecycle.STAFF : Lifecycle.CUSTOMER;
        return run(target, DeskNotes.NONE, (rental, now) -> lifecycle.cancel(rental, reason, now));
    }

    public Future<StepReply> pickUp(Target target, DeskNotes notes) {
        return run(target, notes, lifecycle::pickUp);
    }

    public Future<StepReply> markNoShow(Target target, DeskNotes notes) {
        return run(target, notes, lifecycle::noShow);
    }

    /** Takes the car back; no car comes back with fewer kilometres than it went out with. */
    public Future<StepReply> giveBack(Target target, DeskNotes notes) {
        return odometerFaults(target, notes)
                .compose(faults -> attempt(new Ask(target, notes, (rental, now) -> faults, this::giveBack), 1))
                .compose(this::relieveNext);
    }

    private Future<List<Fault>> odometerFaults(Target target, DeskNotes notes) {
        return notes.odometerKm().isEmpty()
                ? succeededFuture(List.of())
                : rentals.odometerAtPickup(target.id())
                        .map(before -> before
                                .filter(least -> notes.odometerKm().get() < least)
                                .map(least -> new Fault("odometerKm", "must be at least " + least + ", as at pick-up"))
                                .stream()
                                .toList());
    }

    /** Agrees on another window. @param pickup the new start; empty to leave it, as for the end */
    public Future<StepReply> move(Target target, Optional<Instant> pickup, Optional<Instant> dropoff) {
        var ask = new Ask(
                target,
                DeskNotes.NONE,
                (rental, now) -> moveFaults(rental, moved(rental, pickup, dropoff), now),
                (rental, now) -> {
                    var to = moved(rental, pickup, dropoff);
                    return succeededFuture(lifecycle.move(rental, new Window(to.pickup(), to.dropoff()), now));
                });
        return attempt(ask, 1);
    }

    /** Two times that may not make a window. */
    private record Times(Instant pickup, Instant dropoff) {}

    private static Times moved(Rental rental, Optional<Instant> pickup, Optional<Instant> dropoff) {
        return new Times(
                pickup.orElse(rental.window().from()),
                dropoff.orElse(rental.window().to()));
    }

    private List<Fault> moveFaults(Rental rental, Times to, Instant now) {
        var samePickup = to.pickup().equals(rental.window().from());
        if (samePickup && to.dropoff().equals(rental.window().to())) {
            return List.of();
        }
        var rules = pricing.windows();
        return Pricing.faults(
                samePickup
                        ? rules.faultsOfEnd(to.pickup(), to.dropoff(), now)
                        : rules.faults(to.pickup(), to.dropoff(), now));
    }

    /** Holds whose time is up are ended first, lest they bound the window of a car that comes back late. */
    private Future<Step> giveBack(Rental rental, Instant now) {
        var blocked = rental.state().blocked();
        return conflicts
                .release(rental.car().id(), new Window(blocked.from(), lateEnd(rental, now)))
                .compose(released -> rentals.startOfNext(rental, now))
                .map(next -> lifecycle.giveBack(rental, next, now));
    }

    private static Instant lateEnd(Rental rental, Instant now) {
        var blocked = rental.state().blocked().to();
        var ready = now.plus(Duration.ofMinutes(rental.car().turnaroundMinutes()));
        return ready.isAfter(blocked) ? ready : blocked;
    }

    private Future<StepReply> run(Target target, DeskNotes notes, BiFunction<Rental, Instant, Step> rule) {
        return attempt(
                new Ask(
                        target,
                        notes,
                        (rental, now) -> List.of(),
                        (rental, now) -> succeededFuture(rule.apply(rental, now))),
                1);
    }

    private Future<StepReply> attempt(Ask ask, int attempt) {
        return rentals.find(ask.target().id()).compose(found -> {
            var known = found.filter(ask.target().mayKnow());
            if (known.isEmpty()) {
                return succeededFuture(new StepReply.NotFound());
            }
            var now = clock.instant();
            var rental = known.get().at(now);
            var faults = ask.faults().apply(rental, now);
            if (!faults.isEmpty()) {
                return succeededFuture(new StepReply.Invalid(faults));
            }
            if (!ask.target().version().test(rental.version())) {
                return succeededFuture(new StepReply.ChangedMeanwhile());
            }
            return ask.rule().apply(rental, now).compose(step -> take(ask, rental, step, attempt));
        });
    }

    private Future<StepReply> take(Ask ask, Rental rental, Step step, int attempt) {
        if (step instanceof Step.Refused refused) {
            return succeededFuture(new StepReply.Refused(refused.why(), rental));
        }
        if (!(step instanceof Step.Allowed allowed)) {
            return succeededFuture(new StepReply.Done(rental));
        }
        var deed = new Deed(Optional.of(ask.target().actor()), ask.notes());
        return rentals.save(allowed, deed).compose(saved -> switch (saved) {
            case SAVED -> succeededFuture(new StepReply.Done(allowed.rental()));
            case CHANGED_MEANWHILE -> again(ask, attempt);
            case TAKEN -> taken(ask, allowed.rental(), attempt);
        });
    }

    private Future<StepReply> again(Ask ask, int attempt) {
        return attempt < ATTEMPTS
                ? attempt(ask, attempt + 1)
                : Future.failedFuture(new TimeoutException("Still changing after " + attempt + " attempts"));
    }

    private Future<StepReply> taken(Ask ask, Rental wanted, int attempt) {
        return conflicts.release(wanted.car().id(), wanted.state().blocked()).compose(released -> {
            if (released && attempt < ATTEMPTS) {
                return attempt(ask, attempt + 1);
            }
            return conflicts
                    .unavailable(wanted.car(), wanted.window(), false)
                    .map(taken -> new StepReply.CarUnavailable(taken.nextFree()));
        });
    }

    /** The car is back: whoever has it next need not fear for it. The sweeper does the same, should this be lost. */
    private Future<StepReply> relieveNext(StepReply reply) {
        if (!(reply instanceof StepReply.Done done)) {
            return succeededFuture(reply);
        }
        return rentals.next(done.rental(), clock.instant())
                .compose(next -> next.map(rental -> lifecycle.risk(rental, false, clock.instant()))
                        .filter(Step.Allowed.class::isInstance)
                        .map(step ->
                                rentals.save((Step.Allowed) step, Deed.OF_TIME).<Void>mapEmpty())
                        .orElseGet(Future::succeededFuture))
                .map(reply);
    }
}
