package rental.contract.event;

import java.util.List;

/**
 * Facts handed to one consumer, oldest first.
 *
 * @param events at least one
 */
public record EventBatch(List<Event> events) {
    public EventBatch {
        events = List.copyOf(events);
    }
}
