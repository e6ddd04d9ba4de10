package rental.runtime.http.server.answer;

import static rental.runtime.http.Answers.problem;

import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.api.ApiResponse;

/** What a caller is told when a request has failed: an outage, after which trying again may help, or a fault of ours. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Logs the failure, of which the answer tells nothing but its kind. */
    public static ApiResponse answer(Throwable fault) {
        if (isOutage(fault)) {
            LOG.warn("Not answered: {}", fault.toString());
            return problem(Refusals.UNAVAILABLE);
        }
        if (hasClientLeft(fault)) {
            LOG.debug("The client has left: {}", fault.toString());
        } else {
            LOG.error("Not answered", fault);
        }
        return problem(Refusals.INTERNAL);
    }

    private static boolean isOutage(Throwable fault) {
        if (fault instanceof ReplyException reply) {
            return reply.failureType() != ReplyFailure.RECIPIENT_FAILURE;
        }
        return fault instanceof OpenCircuitException || fault instanceof TimeoutException;
    }

    private static boolean hasClientLeft(Throwable fault) {
        return fault instanceof HttpClosedException || fault instanceof StreamResetException;
    }
}
