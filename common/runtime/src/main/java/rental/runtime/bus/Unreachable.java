package rental.runtime.bus;

import io.vertx.core.eventbus.DeliveryContext;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.eventbus.impl.OutboundDeliveryContext;

/**
 * Fails a request at once when the node chosen for it cannot be reached, as one that nobody serves: for about half a
 * second after a node has died the others still choose it. Vert.x by itself tells the failure to the sender of a message
 * but not to one who waits for a reply, and so lets him wait for his whole patience.
 */
final class Unreachable {
    /** The failure code, in which it differs from an address that nobody serves. */
    static final int CODE = 404;

    private Unreachable() {}

    static void failsAtOnce(EventBus bus) {
        bus.addOutboundInterceptor(Unreachable::watch);
    }

    private static void watch(DeliveryContext<Object> delivery) {
        if (delivery instanceof OutboundDeliveryContext<Object> outbound && outbound.replyHandler != null) {
            outbound.writePromise.future().onFailure(fault -> {
                if (!(fault instanceof ReplyException)) {
                    outbound.tryFail(new ReplyException(
                            ReplyFailure.NO_HANDLERS,
                            CODE,
                            "Not sent to " + delivery.message().address() + ": " + fault.getMessage()));
                }
            });
        }
        delivery.next();
    }
}
