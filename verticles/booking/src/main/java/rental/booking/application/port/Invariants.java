package rental.booking.application.port;

import io.vertx.core.Future;
import java.time.Instant;

/** Asks the stored data for what must never be. Each answers how many there are. */
public interface Invariants {

    /** Rentals and blocks, among the newest, that share their car and some time with another. @param newest how many to look at */
    Future<Long> overlaps(int newest);

    /** Holds whose time was up before a moment and that still keep a car. */
    Future<Long> staleHolds(Instant before);
}
