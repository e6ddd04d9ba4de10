package rental.contract.notification;

import java.util.List;

/** Live events as they are published, in order and without a gap among them; what was published before may have been missed. */
public record LiveEvents(List<LiveEvent> events) {

    public LiveEvents {
        events = List.copyOf(events);
    }
}
