package rental.runtime.http.server;

import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.TimeoutException;

/** Tells an outage, after which trying again may help, from a bug. */
final class Outages {
    private Outages() {}

    static boolean isOutage(Throwable fault) {
        if (fault instanceof ReplyException reply) {
            return reply.failureType() != ReplyFailure.RECIPIENT_FAILURE;
        }
        return fault instanceof OpenCircuitException || fault instanceof TimeoutException;
    }
}
