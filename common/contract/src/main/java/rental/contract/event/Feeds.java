package rental.contract.event;

import java.util.List;
import rental.contract.Address;

/** Where facts are handed over, and where those that could not be are looked after. */
public final class Feeds {
    /** The services whose databases hold an outbox. */
    public static final List<String> SOURCES = List.of("auth", "car", "booking");

    private Feeds() {}

    /** Where a consumer takes the facts of a source. */
    public static Address<EventBatch, EventReceipt> feed(String source, String consumer) {
        return new Address<>("rental.events." + source + "." + consumer, EventBatch.class, EventReceipt.class);
    }

    /** Published after commits, so that a source's relay need not wait for its next look. */
    public static Address<Address.Nothing, Address.Nothing> wake(String source) {
        return new Address<>("rental.outbox." + source + ".wake", Address.Nothing.class, Address.Nothing.class);
    }

    /** The facts of a source that a consumer could not take. */
    public static Address<ListParkedEvents, ParkedEvents> parked(String source) {
        return new Address<>("rental.outbox." + source + ".parked", ListParkedEvents.class, ParkedEvents.class);
    }

    /** Hands a parked fact of a source to its consumer again. */
    public static Address<RetryParkedEvent, RetryParkedEvent.Outcome> retry(String source) {
        return new Address<>(
                "rental.outbox." + source + ".retry", RetryParkedEvent.class, RetryParkedEvent.Outcome.class);
    }
}
