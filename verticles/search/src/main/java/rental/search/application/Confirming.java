package rental.search.application;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.booking.BookingAddresses;
import rental.contract.booking.CheckAvailability;
import rental.contract.booking.CheckAvailability.Free;
import rental.contract.booking.CheckAvailability.Question;
import rental.runtime.bus.Asked;
import rental.runtime.bus.TypedBus;

/**
 * Has booking confirm and price what was found. Searches that Elasticsearch has answered together ask booking together, too:
 * whatever comes in one turn of the event loop is one message and one statement. Nobody waits for others. For one event loop.
 */
public final class Confirming {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final TypedBus bus;
    private List<Asked<Question, Map<UUID, Money>>> gathered = new ArrayList<>();

    public Confirming(Vertx vertx, TypedBus bus) {
        this.vertx = requireNonNull(vertx);
        this.bus = requireNonNull(bus);
    }

    /**
     * Which cars are free for the window, and what each costs.
     *
     * @param carIds at most 500
     * @return fails with {@link Unavailable.Availability}
     */
    Future<Map<UUID, Money>> confirm(List<UUID> carIds, Window window) {
        var asked = Asked.<Question, Map<UUID, Money>>of(vertx, new Question(carIds, window));
        gathered.add(asked);
        if (gathered.size() == 1) {
            asked.context().runOnContext(turn -> askTogether());
        }
        return asked.answer().recover(fault -> Future.failedFuture(new Unavailable.Availability(fault)));
    }

    private void askTogether() {
        var together = gathered;
        gathered = new ArrayList<>();
        bus.request(BookingAddresses.AVAILABILITY, new CheckAvailability(Asked.questions(together)), PATIENCE)
                .map(Free::totalPrices)
                .onComplete(answered -> Asked.answer(together, answered));
    }
}
