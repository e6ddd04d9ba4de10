package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.booking.application.port.Answered;
import rental.booking.application.port.Quotes;
import rental.booking.application.port.Rentals;
import rental.booking.application.port.Rentals.Deed;
import rental.booking.model.Lifecycle;
import rental.booking.model.Rental;
import rental.booking.model.Step;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;

/**
 * Does what time brings about: ends holds, keeps overdue cars from new bookings, marks whoever has an overdue car next,
 * forgets what is too old. Several may run beside each other: a step that another has taken is no longer to be had.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final int BATCH = 100;

    private final Counted failures = Meters.ofProcess()
            .counted("rental.sweep.failures", "Bookings that time should have changed and that could not be changed.");
    private final Rentals rentals;
    private final Quotes quotes;
    private final Answered answered;
    private final Lifecycle lifecycle;
    private final Clock clock;

    Sweeper(Rentals rentals, Quotes quotes, Answered answered, Lifecycle lifecycle, Clock clock) {
        this.rentals = requireNonNull(rentals);
        this.quotes = requireNonNull(quotes);
        this.answered = requireNonNull(answered);
        this.lifecycle = requireNonNull(lifecycle);
        this.clock = requireNonNull(clock);
    }

    /**
     * Brings holds and overdue cars up to date, one after the other. One that cannot be brought up to date is told of and
     * passed over: it must not keep the others waiting.
     */
    public Future<Void> sweep() {
        var now = clock.instant();
        return rentals.expiredHolds(now, BATCH)
                .compose(expired -> each(expired, hold -> save(lifecycle.expire(hold, now))))
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
                .compose(next ->
                        next.map(risked -> putAtRisk(risked, rental, now)).orElseGet(Future::succeededFuture));
    }

    /** Looks once more, after the next one was read: a car that has come back meanwhile has relieved it, and must not be undone. */
    private Future<Void> putAtRisk(Rental risked, Rental overdue, Instant now) {
        return rentals.find(overdue.id())
                .compose(present ->
                        present.filter(rental -> rental.isOverdue(now)).isPresent()
                                ? save(lifecycle.risk(risked, true, now))
                                : Future.succeededFuture());
    }

    private Future<Void> save(Step step) {
        return step instanceof Step.Allowed allowed
                ? rentals.save(allowed, Deed.OF_TIME).mapEmpty()
                : Future.succeededFuture();
    }

    private Future<Void> each(List<UUID> ids, Function<Rental, Future<Void>> what) {
        var all = Future.<Void>succeededFuture();
        for (var id : ids) {
            all = all.compose(done -> rentals.find(id)
                    .compose(found -> found.map(what).orElseGet(Future::succeededFuture))
                    .recover(fault -> passOver(id, fault)));
        }
        return all;
    }

    private Future<Void> passOver(UUID id, Throwable fault) {
        LOG.error("Booking {} cannot be brought up to date", id, fault);
        failures.more();
        return Future.succeededFuture();
    }
}
