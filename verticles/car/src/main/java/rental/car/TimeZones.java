package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.lang.ref.SoftReference;
import java.time.ZoneId;
import net.iakovlev.timeshape.TimeZoneEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the time zone of a place. The map of the world takes about two seconds to load and 175 MB to hold, so it is loaded
 * by a thread of its own: ahead of need once the service is up, again after it was given back because memory was short.
 */
final class TimeZones {
    private static final Logger LOG = LoggerFactory.getLogger(TimeZones.class);
    private static final int DEGREES_AN_HOUR = 15;

    /** Shared by all verticle instances of the process: one map serves them all. */
    private static SoftReference<TimeZoneEngine> loaded = new SoftReference<>(null);

    private final WorkerExecutor worker;

    TimeZones(Vertx vertx) {
        this.worker = requireNonNull(vertx).createSharedWorkerExecutor("time-zones", 1);
    }

    /** Loads the map in the background, so that the first car need not wait for it. */
    void warmUp() {
        worker.executeBlocking(TimeZones::engine)
                .onFailure(fault -> LOG.warn("The map of time zones cannot be loaded", fault));
    }

    /** The IANA name of the time zone at a place; where the map has a gap, the nautical zone. */
    Future<String> at(double latitude, double longitude) {
        return worker.executeBlocking(
                () -> engine().query(latitude, longitude).map(ZoneId::getId).orElseGet(() -> nautical(longitude)));
    }

    private static synchronized TimeZoneEngine engine() {
        var engine = loaded.get();
        if (engine == null) {
            engine = TimeZoneEngine.initialize(true);
            loaded = new SoftReference<>(engine);
        }
        return engine;
    }

    /** The names count westwards: Etc/GMT+8 is eight hours behind. */
    static String nautical(double longitude) {
        var hours = Math.round(longitude / DEGREES_AN_HOUR);
        if (hours == 0) {
            return "Etc/GMT";
        }
        return hours > 0 ? "Etc/GMT-" + hours : "Etc/GMT+" + -hours;
    }
}
