package rental.runtime.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sets up the process's log. Before it is called, warnings go out in the readable form. */
public final class Logging {
    private static final String READABLE = "%d{HH:mm:ss.SSS} %-5level %-28.28logger{28} %X{requestId} %msg%n";
    private static final String READABLE_TRACED = READABLE.replace("%X{requestId}", "%X{requestId} %X{traceId}");
    private static final List<String> CHATTY =
            List.of("com.hazelcast", "io.netty", "liquibase", "io.vertx.core.net", "org.eclipse.jetty");

    /**
     * Warns of every gauge that Vert.x registers a second time, with the same value behind it: those of the bus and of net
     * clients at each start. Nothing is lost by it.
     */
    private static final String WARNS_OF_NOTHING = "io.micrometer.core.instrument.MeterRegistry";

    private Logging() {}

    /**
     * Replaces what is set up by this configuration; once for each process.
     *
     * @param traced whether lines name the trace they belong to
     */
    public static void configure(LogConfig config, String group, boolean traced) {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.setMDCAdapter(new RequestMdc(traced));
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setEncoder(encoder(config, context, group, traced));
        console.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(config.level().name()));
        root.addAppender(console);
        if (config.level().compareTo(LogConfig.Level.INFO) >= 0) {
            CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        }
        context.getLogger(WARNS_OF_NOTHING).setLevel(Level.ERROR);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Encoder<ILoggingEvent> encoder(
            LogConfig config, LoggerContext context, String group, boolean traced) {
        var encoder = switch (config.format()) {
            case JSON -> json(group);
            case TEXT -> readable(traced);
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(String group) {
        var encoder = new LogstashEncoder();
        encoder.setTimeZone("UTC");
        encoder.setCustomFields("{\"group\":\"" + group + "\"}");
        return encoder;
    }

    private static Encoder<ILoggingEvent> readable(boolean traced) {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(traced ? READABLE_TRACED : READABLE);
        return encoder;
    }
}
