package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import rental.contract.booking.CalendarChanged;
import rental.contract.car.CarChanged;
import rental.contract.event.Event;
import rental.runtime.http.Json;
import rental.runtime.outbox.Outage;
import rental.search.model.CarDocument;

/**
 * Writes documents. There is one way: take the present state of cars and write whole documents, unless newer ones are
 * there. So an event says only which car to look at, and may come late, twice or out of order.
 */
public final class Indexing {
    private static final int PORTION = 500;

    private final PresentState present;
    private final IndexStore store;

    public Indexing(PresentState present, IndexStore store) {
        this.present = requireNonNull(present);
        this.store = requireNonNull(store);
    }

    /** Brings facts into effect: completes when their cars are written, and fails with {@link Outage} when that cannot be now. */
    public Future<Void> take(List<Event> events) {
        var cars = events.stream().map(Indexing::carOf).collect(Collectors.toCollection(LinkedHashSet::new));
        return index(cars).recover(fault -> Future.failedFuture(outage(fault)));
    }

    private static Throwable outage(Throwable fault) {
        if (fault instanceof Unavailable.NoIndex) {
            return Outage.notYet(fault.getMessage());
        }
        return fault instanceof Unavailable ? new Outage("The index cannot be written", fault) : fault;
    }

    /** Writes the present state of cars into every index that changes must reach. */
    public Future<Void> index(Collection<UUID> cars) {
        return store.targets().compose(targets -> {
            if (targets.isEmpty()) {
                return Future.failedFuture(new Unavailable.NoIndex());
            }
            return write(targets, List.copyOf(cars));
        });
    }

    /** A portion at a time, so that nobody else waits for long behind the writing or parsing of one. */
    private Future<Void> write(Set<String> targets, List<UUID> cars) {
        if (cars.isEmpty()) {
            return Future.succeededFuture();
        }
        var portion = Math.min(PORTION, cars.size());
        return present.of(cars.subList(0, portion))
                .compose(documents -> writeAll(targets, documents))
                .compose(written -> write(targets, cars.subList(portion, cars.size())));
    }

    private Future<Void> writeAll(Set<String> targets, List<CarDocument> documents) {
        return store.write(targets, documents)
                .compose(refusals -> refusals.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(new IllegalStateException("The index refuses " + refusals)));
    }

    /** What a fact is about: a car, or a booking, which names its car. */
    private static UUID carOf(Event event) {
        return switch (event.type()) {
            case CarChanged.TYPE, CalendarChanged.TYPE -> event.aggregateId();
            default -> bookedCar(event);
        };
    }

    private static UUID bookedCar(Event event) {
        var id = Json.tree(event.payload().getBytes(StandardCharsets.UTF_8))
                .at("/booking/car/id")
                .textValue();
        if (id == null) {
            throw new IllegalArgumentException("A fact that names no car: " + event.type());
        }
        return UUID.fromString(id);
    }
}
