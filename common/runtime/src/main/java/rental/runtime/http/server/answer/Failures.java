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
import rental.runtime.outage.OutageLog;

/** What a caller is told when a request has failed: an outage, after which trying again may help, or a fault of ours. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Where outages of a service are told, and what it answers, too. */
    public static OutageLog outagesOf(String service) {
        return OutageLog.of(LOG, service.isEmpty() ? "Requests are not answered" : service + " is not reached");
    }

    /**
     * Logs the failure, of which the answer tells nothing but its kind.
     *
     * @param service that the request was for; empty where none was
     */
    public static ApiResponse answer(Throwable fault, String service) {
        if (isOutage(fault)) {
            outagesOf(service).refused(fault.toString());
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
