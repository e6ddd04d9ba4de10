package rental.runtime.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a logger, and those below it, write while this is open. */
public final class LoggedLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger;
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();

    private LoggedLines(String logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
    }

    public static LoggedLines of(String logger) {
        var lines = new LoggedLines(logger);
        lines.start();
        lines.logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent line) {
        lines.add(line);
    }

    public List<ILoggingEvent> all() {
        return lines;
    }

    /** Each with its level in front. */
    public List<String> texts() {
        return lines.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        stop();
    }
}
