package rental.testkit;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test when Vert.x finds an event loop blocked meanwhile. JUnit finds it by itself in every module that uses the test
 * kit. Vert.x looks once a second and reports what it finds in its log, so a report may be charged to the test after.
 */
public final class BlockedLoops implements BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final String CHECKER = "io.vertx.core.impl.BlockedThreadChecker";
    private static final String LOOP = "eventloop";
    private static final Queue<String> reports = new ConcurrentLinkedQueue<>();
    private static final AppenderBase<ILoggingEvent> listener = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getFormattedMessage().contains(LOOP)) {
                reports.add(event.getFormattedMessage());
            }
        }
    };

    /** For a test that blocks a loop on purpose: the reports so far, which then fail nothing. */
    public static List<String> take() {
        var taken = new ArrayList<String>();
        for (var report = reports.poll(); report != null; report = reports.poll()) {
            taken.add(report);
        }
        return taken;
    }

    /** Each time, because whoever sets up the log anew takes all listeners off. */
    @Override
    public void beforeEach(ExtensionContext context) {
        var logger = (Logger) LoggerFactory.getLogger(CHECKER);
        if (!logger.isAttached(listener)) {
            listener.setContext(logger.getLoggerContext());
            listener.start();
            logger.addAppender(listener);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        failOnReports();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        failOnReports();
    }

    private static void failOnReports() {
        var blocked = take();
        if (!blocked.isEmpty()) {
            throw new AssertionError("An event loop was blocked:\n" + String.join("\n", blocked));
        }
    }
}
