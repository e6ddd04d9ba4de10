package rental.runtime.launch;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.launcher.application.VertxApplication;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.config.Configuration;
import rental.runtime.config.ConfigurationException;
import rental.runtime.log.Logging;
import rental.runtime.trace.Traces;
import rental.runtime.trace.TracesConfig;

/**
 * Runs one verticle group as a process: checks the whole configuration, starts the surroundings, joins the cluster,
 * deploys, and on SIGTERM or SIGINT takes everything down in the reverse order.
 */
public final class Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);
    private static final int FAILED = 1;
    private static final int INVALID_CONFIGURATION = 2;

    private final VerticleGroup group;
    private final Surroundings surroundings;
    private final Function<Configuration, Function<Vertx, Future<Void>>> afterwards;

    private Launcher(
            VerticleGroup group,
            Surroundings surroundings,
            Function<Configuration, Function<Vertx, Future<Void>>> afterwards) {
        this.group = requireNonNull(group);
        this.surroundings = requireNonNull(surroundings);
        this.afterwards = requireNonNull(afterwards);
    }

    public static Launcher of(VerticleGroup group) {
        return new Launcher(group, Surroundings.NONE, configuration -> vertx -> Future.succeededFuture());
    }

    public Launcher within(Surroundings surroundings) {
        return new Launcher(group, surroundings, afterwards);
    }

    /** What to do once everything is up; its failure stops the process. */
    public Launcher afterwards(Function<Configuration, Function<Vertx, Future<Void>>> afterwards) {
        return new Launcher(group, surroundings, afterwards);
    }

    /**
     * Starts the process and returns while it goes on; ends the JVM with a status other than 0 when it cannot start.
     *
     * @param environment where settings are read from, such as {@link System#getenv()}
     */
    public void run(Map<String, String> environment) {
        try {
            start(environment);
        } catch (ConfigurationException faults) {
            LOG.error(faults.getMessage());
            System.exit(INVALID_CONFIGURATION);
        } catch (RuntimeException fault) {
            LOG.error("{} could not start: {}", group.name(), fault.getMessage(), fault);
            System.exit(FAILED);
        }
    }

    private void start(Map<String, String> environment) {
        CommonPool.prepare(Runtime.getRuntime().availableProcessors(), System.getProperties());
        var checked = Configuration.of(environment);
        var process = checked.bind(ProcessConfig.class);
        var running = surroundings.prepare(environment, checked);
        checkUnits(environment, running, checked);
        checked.check();
        process.ifPresent(config -> Logging.configure(config.log(), group.name(), isTraced(config.traces())));
        launch(environment, process.orElseThrow(), running);
    }

    /** Reads all other settings once without using them, for their faults. */
    private void checkUnits(Map<String, String> environment, Surroundings.Running running, Configuration checked) {
        var configuration = checked.with(over(running.placeholders(), environment));
        group.units().apply(configuration);
        afterwards.apply(configuration);
    }

    private void launch(Map<String, String> environment, ProcessConfig process, Surroundings.Running running) {
        LOG.info("Starting {}", group.name());
        var farewell = Farewell.to(running);
        var configuration = Configuration.of(over(environment, running.start()));
        var units = group.units().apply(configuration);
        var then = afterwards.apply(configuration);
        configuration.check();
        var traces = Traces.of(process.traces(), group.name());
        new VertxApplication(
                        new String[] {"-cluster"},
                        new GroupHooks(process.cluster(), group, units, then, traces, farewell))
                .launch();
    }

    private static boolean isTraced(TracesConfig config) {
        return config.destination() != TracesConfig.Destination.OFF;
    }

    private static Map<String, String> over(Map<String, String> below, Map<String, String> above) {
        var all = new HashMap<>(below);
        all.putAll(above);
        return all;
    }
}
