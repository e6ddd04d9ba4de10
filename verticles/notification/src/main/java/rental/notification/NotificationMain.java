package rental.notification;

import java.util.List;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;

/** Runs the notification service as a process of its own. */
public final class NotificationMain {
    private static final int CLUSTER_PORT = 15706;

    private NotificationMain() {}

    public static void main(String[] arguments) {
        Launcher.of(new VerticleGroup("notification", CLUSTER_PORT, NotificationMain::units))
                .run(System.getenv());
    }

    /** The notification service's verticle as its configuration has it; none when something in it is at fault. */
    public static List<Unit> units(Configuration configuration) {
        return configuration.bind(NotificationConfig.class).stream()
                .map(config -> new Unit(
                        "notification",
                        () -> new NotificationVerticle(config),
                        config.service().instances()))
                .toList();
    }
}
