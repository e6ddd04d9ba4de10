package rental.runtime.bus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.Address;
import rental.runtime.outage.OutageLog;

/**
 * What the log is told of the questions at one address that their handler fails to answer: of each kind of fault, and of
 * each place that one comes from, for itself, so that no bug hides behind another or behind an outage.
 */
final class FailedAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(FailedAnswers.class);

    private final Map<String, OutageLog> logs = new ConcurrentHashMap<>();
    private final String question;

    FailedAnswers(Address<?, ?> address) {
        this.question = address.request().getSimpleName();
    }

    void failed(Throwable fault) {
        logs.computeIfAbsent(question + " fails by " + kind(fault), what -> OutageLog.of(LOG, what))
                .failed(fault);
    }

    void answered() {
        logs.values().forEach(OutageLog::answered);
    }

    private static String kind(Throwable fault) {
        var name = fault.getClass().getSimpleName();
        var trace = fault.getStackTrace();
        return trace.length == 0 ? name : name + " in " + trace[0];
    }
}
