package rental.standalone;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import rental.auth.AuthMain;
import rental.backends.BackendsSurroundings;
import rental.backends.DatabaseUrls;
import rental.booking.BookingMain;
import rental.car.CarMain;
import rental.gateway.GatewayMain;
import rental.migrations.Database;
import rental.migrations.Migrator;
import rental.notification.NotificationMain;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;
import rental.search.SearchMain;

/** Runs the whole system in one JVM. */
public final class StandaloneMain {
    private static final int CLUSTER_PORT = 15700;

    private StandaloneMain() {}

    /** @param arguments settings as {@code NAME=value}, which hold unless the environment says otherwise */
    public static void main(String[] arguments) {
        Launcher.of(new VerticleGroup("standalone", CLUSTER_PORT, StandaloneMain::units))
                .within(new BackendsSurroundings(StandaloneMain::migrate))
                .afterwards(Welcome::of)
                .run(environment(arguments));
    }

    private static void migrate(DatabaseUrls databases) {
        for (var database : Database.values()) {
            Migrator.migrate(database, databases.databaseUrl(database.lowerCaseName()));
        }
    }

    /** All services, each before those that ask it, and the gateway last. */
    static List<Unit> units(Configuration configuration) {
        return Stream.of(
                        AuthMain.units(configuration),
                        CarMain.units(configuration),
                        BookingMain.units(configuration),
                        SearchMain.units(configuration),
                        NotificationMain.units(configuration),
                        GatewayMain.units(configuration))
                .flatMap(List::stream)
                .toList();
    }

    private static Map<String, String> environment(String[] arguments) {
        var environment = new HashMap<String, String>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("Not a setting of the form NAME=value: " + argument);
            }
            environment.put(parts[0], parts[1]);
        }
        environment.putAll(System.getenv());
        return environment;
    }
}
