package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import rental.car.zone.ZoneMap;

/** Tells the time zone of a place. The map of the world is loaded for the first that is asked for, and kept. */
final class TimeZones {
    private static final int DEGREES_AN_HOUR = 15;

    /** Shared by all verticle instances of the process: one map serves them all. */
    private static ZoneMap loaded;

    private final WorkerExecutor worker;

    TimeZones(Vertx vertx) {
        this.worker = requireNonNull(vertx).createSharedWorkerExecutor("time-zones", 1);
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
