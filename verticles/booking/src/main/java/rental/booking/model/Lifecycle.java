package rental.booking.model;

import static java.util.Objects.requireNonNull;
import static rental.booking.model.Refusal.HOLD_EXPIRED;
import static rental.booking.model.Refusal.ILLEGAL_TRANSITION;
import static rental.booking.model.Refusal.TOO_EARLY;
import static rental.booking.model.Step.allowed;
import static rental.booking.model.Step.refused;
import static rental.contract.booking.BookingStatus.ACTIVE;
import static rental.contract.booking.BookingStatus.COMPLETED;
import static rental.contract.booking.BookingStatus.CONFIRMED;
import static rental.contract.booking.BookingStatus.HELD;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.Optional;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.booking.Booking.Cancellation;
import rental.contract.booking.BookingChanged.Kind;

/**
 * The steps of a rental, {@code held → confirmed → active → completed}, with {@code cancelled} from the first two. Each
 * takes a rental and says how it would stand; nothing is stored.
 */
public final class Lifecycle {
    public static final String CUSTOMER = "customer";
    public static final String STAFF = "staff";
    public static final String NO_SHOW = "no-show";

    private final PriceRules prices;
    private final Duration earliestPickup;
    private final Duration overdueReach;

    /**
     * @param earliestPickup how long before the agreed time a car may be handed over
     * @param overdueReach how far ahead of the present an overdue car is kept from new bookings
     */
    public Lifecycle(PriceRules prices, Duration earliestPickup, Duration overdueReach) {
        this.prices = requireNonNull(prices);
        this.earliestPickup = requireNonNull(earliestPickup);
        this.overdueReach = requireNonNull(overdueReach);
    }

    public Step confirm(Rental rental, Instant now) {
        if (rental.at(now).ranOut()) {
            return refused(HOLD_EXPIRED);
        }
        if (rental.status() != HELD) {
            return refused(ILLEGAL_TRANSITION);
        }
        return allowed(rental.next(rental.state().in(CONFIRMED), now), "confirmed", Kind.CONFIRMED);
    }

    /** @param reason {@link #CUSTOMER} or {@link #STAFF} */
    public Step cancel(Rental rental, String reason, Instant now) {
        if (!isOpen(rental, now)) {
            return refused(ILLEGAL_TRANSITION);
        }
        var terms = rental.terms();
        var refund = terms.policy().refund(terms.price().total(), terms.window().from(), now);
        return cancelled(rental, reason, Optional.of(refund), now);
    }

    /** Ends a hold whose time is up. */
    public Step expire(Rental rental, Instant now) {
        return rental.hasExpired(now)
                ? allowed(rental.at(now), "cancelled", Kind.CANCELLED)
                : refused(ILLEGAL_TRANSITION);
    }

    public Step noShow(Rental rental, Instant now) {
        if (rental.status() != CONFIRMED) {
            return refused(ILLEGAL_TRANSITION);
        }
        if (!now.isAfter(rental.window().from())) {
            return refused(TOO_EARLY);
        }
        return cancelled(rental, NO_SHOW, Optional.of(Money.zero(currencyOf(rental))), now);
    }

    /** Agrees on another window at the car's present price; a rental that has begun can only end at another time. */
    public Step move(Rental rental, Window window, Instant now) {
        if (window.equals(rental.window())) {
            return new Step.Unchanged();
        }
        if (rental.at(now).ranOut()) {
            return refused(HOLD_EXPIRED);
        }
        var begun = rental.status() == ACTIVE;
        if (!isOpen(rental, now)
                && !(begun && window.from().equals(rental.window().from()))) {
            return refused(ILLEGAL_TRANSITION);
        }
        var extras = rental.terms().price().inputs().extras();
        var terms = new Terms(
                window,
                prices.price(rental.car(), window, extras),
                rental.terms().policy());
        var blocked = Rental.blocked(window, rental.car());
        var from = begun ? rental.state().blocked().from() : blocked.from();
        var state = rental.state().blocking(new Window(from, blocked.to())).risking(false);
        return allowed(rental.next(terms, state, now), "changed", Kind.CHANGED);
    }

    /** Hands the car over. An early one keeps it from others from now on. */
    public Step pickUp(Rental rental, Instant now) {
        if (rental.status() != CONFIRMED || !now.isBefore(rental.window().to())) {
            return refused(ILLEGAL_TRANSITION);
        }
        if (now.isBefore(rental.window().from().minus(earliestPickup))) {
            return refused(TOO_EARLY);
        }
        var blocked = rental.state().blocked();
        var from = now.isBefore(blocked.from()) ? now : blocked.from();
        var state = rental.state().in(ACTIVE).blocking(new Window(from, blocked.to()));
        return allowed(rental.next(state.risking(false), now), "picked-up", Kind.PICKED_UP);
    }

    /** Takes the car back: late adds to the price, early frees the rest. @param nextFrom when the next window starts */
    public Step giveBack(Rental rental, Optional<Instant> nextFrom, Instant now) {
        if (rental.status() != ACTIVE) {
            return refused(ILLEGAL_TRANSITION);
        }
        var terms = rental.terms();
        var price = prices.afterReturn(terms.price(), now);
        var turnaround = Duration.ofMinutes(rental.car().turnaroundMinutes());
        var blocked = until(rental.state().blocked(), now.plus(turnaround), nextFrom);
        var state = rental.state().in(COMPLETED).blocking(blocked);
        return allowed(
                rental.next(new Terms(terms.window(), price, terms.policy()), state, now), "returned", Kind.RETURNED);
    }

    /** Keeps an overdue car from new bookings for a time ahead, as far as the next window lets it. */
    public Step stayOverdue(Rental rental, Optional<Instant> nextFrom, Instant now) {
        if (!rental.isOverdue(now)) {
            return refused(ILLEGAL_TRANSITION);
        }
        var blocked = rental.state().blocked();
        var halfway = now.plus(overdueReach.dividedBy(2));
        var longer = until(blocked, now.plus(overdueReach), nextFrom);
        if (blocked.to().isAfter(halfway) || !longer.to().isAfter(blocked.to())) {
            return new Step.Unchanged();
        }
        return new Step.Allowed(rental.next(rental.state().blocking(longer), now), "overdue", Optional.empty());
    }

    /** Marks or clears that the car is overdue from the rental before. */
    public Step risk(Rental rental, boolean overdueBefore, Instant now) {
        if (rental.state().atRisk() == overdueBefore) {
            return new Step.Unchanged();
        }
        if (!isOpen(rental, now)) {
            return refused(ILLEGAL_TRANSITION);
        }
        return allowed(
                rental.next(rental.state().risking(overdueBefore), now),
                overdueBefore ? "at-risk" : "no-longer-at-risk",
                overdueBefore ? Kind.AT_RISK : Kind.CHANGED);
    }

    private static Step cancelled(Rental rental, String reason, Optional<Money> refund, Instant now) {
        var state = rental.state().cancelled(new Cancellation(reason, now), refund);
        return allowed(rental.next(state, now), "cancelled", Kind.CANCELLED);
    }

    /** The window ended at another time, but no later than the next one starts, and never empty. */
    private static Window until(Window blocked, Instant end, Optional<Instant> nextFrom) {
        var bounded = nextFrom.filter(next -> next.isBefore(end)).orElse(end);
        var shortest = blocked.from().plus(1, ChronoUnit.MICROS);
        return new Window(blocked.from(), bounded.isBefore(shortest) ? shortest : bounded);
    }

    /** Held or confirmed; a hold whose time is up is neither, whether or not that has been stored. */
    private static boolean isOpen(Rental rental, Instant now) {
        return rental.status() == CONFIRMED || rental.status() == HELD && !rental.hasExpired(now);
    }

    private static Currency currencyOf(Rental rental) {
        return rental.terms().price().total().currency();
    }
}
