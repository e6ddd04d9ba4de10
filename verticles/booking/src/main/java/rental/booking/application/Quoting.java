package rental.booking.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import rental.booking.application.port.Quotes;
import rental.booking.model.Quote;
import rental.contract.Ids;
import rental.contract.Window;
import rental.contract.car.Car;
import rental.runtime.http.IdempotencyKey;

/** Promises a price for a while. The car is not kept, and may be taken already. */
public final class Quoting {
    private final Quotes quotes;
    private final CarCatalogue cars;
    private final Remembering remembering;
    private final Pricing pricing;
    private final Duration promised;
    private final Clock clock;

    Quoting(
            Quotes quotes,
            CarCatalogue cars,
            Remembering remembering,
            Pricing pricing,
            Duration promised,
            Clock clock) {
        this.quotes = requireNonNull(quotes);
        this.cars = requireNonNull(cars);
        this.remembering = requireNonNull(remembering);
        this.pricing = requireNonNull(pricing);
        this.promised = requireNonNull(promised);
        this.clock = requireNonNull(clock);
    }

    /** Asks what a rental would cost. @param extras codes */
    public record Ask(
            UUID userId,
            UUID carId,
            Instant pickupTime,
            Instant dropoffTime,
            List<String> extras,
            Optional<IdempotencyKey> key) {}

    /** @return fails only by an outage or a bug */
    public Future<CreateReply> quote(Ask ask) {
        return remembering.recallOr(ask.key(), () -> reckon(ask));
    }

    private Future<CreateReply> reckon(Ask ask) {
        var now = clock.instant();
        var faults = Stream.concat(
                        Pricing.faults(pricing.windows().faults(ask.pickupTime(), ask.dropoffTime(), now)).stream(),
                        pricing.extraFaults(ask.extras()).stream())
                .toList();
        if (!faults.isEmpty()) {
            return Future.succeededFuture(new CreateReply.Invalid(faults));
        }
        return cars.fresh(ask.carId())
                .compose(car -> car.filter(Car::active).isEmpty()
                        ? Future.succeededFuture(new CreateReply.CarNotFound())
                        : keep(ask, car.get(), now));
    }

    private Future<CreateReply> keep(Ask ask, Car car, Instant now) {
        var window = new Window(ask.pickupTime(), ask.dropoffTime());
        var price = pricing.prices().price(car, window, pricing.extras(ask.extras()));
        var quote = new Quote(Ids.next(), ask.userId(), car.id(), window, ask.extras(), price, now.plus(promised));
        return quotes.keep(quote, ask.key(), now)
                .compose(kept -> kept
                        ? Future.succeededFuture(new CreateReply.Quoted(quote))
                        : remembering.recallOr(ask.key(), () -> keep(ask, car, now)));
    }
}
