package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the time zone of a place. The map of the world takes seconds to load, so that is done by a thread of its own, ahead of
 * need once the service is up.
 */
final class TimeZones {
    private static final Logger LOG = LoggerFactory.getLogger(TimeZones.class);
    private static final int DEGREES_AN_HOUR = 15;

    /** Shared by all verticle instances of the process: one map serves them all. */
    private static ZoneMap loaded;

    private final WorkerExecutor worker;

    TimeZones(Vertx vertx) {
        this.worker = requireNonNull(vertx).createSharedWorkerExecutor("time-zones", 1);
    }

    /** Loads the map in the background, so that the first car need not wait for it. */
    void warmUp() {
        worker.executeBlocking(TimeZones::map)
                .onFailure(fault -> LOG.warn("The map of time zones cannot be loaded", fault));
    }

    /** The IANA name of the time zone at a place; where the map has a gap, the nautical zone. */
    Future<String> at(double latitude, double longitude) {
        return worker.executeBlocking(() -> map().at(latitude, longitude).orElseGet(() -> nautical(longitude)));
    }

    private static synchronized ZoneMap map() {
        if (loaded == null) {
            loaded = ZoneMap.load();
        }
        return loaded;
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
