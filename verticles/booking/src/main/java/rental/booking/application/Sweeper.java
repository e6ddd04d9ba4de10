package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import rental.booking.application.Rentals.Deed;
import rental.booking.model.Lifecycle;
import rental.booking.model.Rental;
import rental.booking.model.Step;

/**
 * Does what time brings about: ends holds, keeps overdue cars from new bookings, marks whoever has an overdue car next,
 * forgets what is too old. Several may run beside each other: a step that another has taken is no longer to be had.
 */
public final class Sweeper {
    private static final int BATCH = 100;

    private final Rentals rentals;
    private final Conflicts conflicts;
    private final Quotes quotes;
    private final Answered answered;
    private final Lifecycle lifecycle;
    private final Clock clock;

    Sweeper(Rentals rentals, Conflicts conflicts, Quotes quotes, Answered answered, Lifecycle lifecycle, Clock clock) {
        this.rentals = requireNonNull(rentals);
        this.conflicts = requireNonNull(conflicts);
        this.quotes = requireNonNull(quotes);
        this.answered = requireNonNull(answered);
        this.lifecycle = requireNonNull(lifecycle);
        this.clock = requireNonNull(clock);
    }

    /** Brings holds and overdue cars up to date. */
    public Future<Void> sweep() {
        var now = clock.instant();
        return rentals.expiredHolds(now, BATCH)
                .compose(conflicts::expire)
                .compose(done -> rentals.overdue(now, BATCH))
                .compose(overdue -> each(overdue, rental -> overdue(rental, now)))
                .compose(done -> rentals.riskedInVain(now, BATCH))
                .compose(relieved -> each(relieved, rental -> save(lifecycle.risk(rental, false, now))));
    }

    /** Forgets quotes and answers that serve nobody any more. */
    public Future<Void> forget() {
        var now = clock.instant();
        return quotes.forget(now).compose(done -> answered.forget(now));
    }

    private Future<Void> overdue(Rental rental, Instant now) {
        return rentals.startOfNext(rental, now)
                .compose(next -> save(lifecycle.stayOverdue(rental, next, now)))
                .compose(done -> rentals.next(rental, now))
                .compose(next -> next.map(risked -> save(lifecycle.risk(risked, true, now)))
                        .orElseGet(Future::succeededFuture));
    }

    private Future<Void> save(Step step) {
        return step instanceof Step.Allowed allowed
                ? rentals.save(allowed, Deed.OF_TIME).mapEmpty()
                : Future.succeededFuture();
    }

    private static Future<Void> each(List<Rental> rentals, Function<Rental, Future<Void>> what) {
        var all = Future.<Void>succeededFuture();
        for (var rental : rentals) {
            all = all.compose(done -> what.apply(rental));
        }
        return all;
    }
}
