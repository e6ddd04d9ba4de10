package rental.runtime.bus;

import io.vertx.core.eventbus.ReplyException;
import java.util.Locale;
import rental.contract.Address;
import rental.runtime.metrics.Meters;
import rental.runtime.metrics.Timed;

/** What passes over the bus, by address: asked here, and served here. */
final class BusMeters {
    private final Timed requests;
    private final Timed served;

    BusMeters(Meters meters) {
        requests = meters.timed("rental.bus.requests", "Questions asked over the bus.", "address", "outcome");
        served = meters.timed("rental.bus.served", "Questions answered for the bus.", "address", "outcome");
    }

    /** @param fault null when there was a reply */
    void asked(Address<?, ?> address, long nanos, Throwable fault) {
        requests.took(nanos, address.name(), outcome(fault));
    }

    void served(Address<?, ?> address, long nanos, boolean replied) {
        served.took(nanos, address.name(), replied ? "replied" : "failed");
    }

    private static String outcome(Throwable fault) {
        if (fault == null) {
            return "replied";
        }
        return fault instanceof ReplyException reply
                ? reply.failureType().name().toLowerCase(Locale.ROOT)
                : "failed";
    }
}
