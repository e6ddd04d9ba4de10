package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.Rentals;
import rental.booking.application.port.Rentals.Entry;
import rental.booking.application.port.Rentals.Filter;
import rental.booking.model.Rental;

/** Shows rentals as they stand: a hold ends when its time is up, not when the sweeper comes by. */
public final class ReadingRentals {
    private final Rentals rentals;
    private final Clock clock;

    ReadingRentals(Rentals rentals, Clock clock) {
        this.rentals = requireNonNull(rentals);
        this.clock = requireNonNull(clock);
    }

    public Future<Optional<Rental>> find(UUID id) {
        return rentals.find(id).map(found -> found.map(rental -> rental.at(clock.instant())));
    }

    /** Newest first. */
    public Future<List<Rental>> list(Filter filter, int limit) {
        var now = clock.instant();
        return rentals.list(filter, now, limit)
                .map(found -> found.stream().map(rental -> rental.at(now)).toList());
    }

    /** Oldest first. @param after only versions greater than this */
    public Future<List<Entry>> history(Rental rental, long after, int limit) {
        return rentals.history(rental.id(), after, limit)
                .map(stored -> stored.size() < limit ? complete(stored, rental, after) : stored);
    }

    /** With the end of a hold that is not stored yet: the one step that time takes by itself. */
    private static List<Entry> complete(List<Entry> stored, Rental rental, long after) {
        var last = stored.isEmpty() ? after : stored.get(stored.size() - 1).version();
        if (last >= rental.version()) {
            return stored;
        }
        var complete = new ArrayList<>(stored);
        complete.add(new Entry(rental.version(), rental.updatedAt(), Optional.empty(), "cancelled", Optional.empty()));
        return complete;
    }
}
