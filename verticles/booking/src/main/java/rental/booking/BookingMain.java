package rental.booking;

import java.util.List;
import java.util.stream.Stream;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;
import rental.runtime.outbox.Relay;

/** Runs the booking service as a process of its own. */
public final class BookingMain {
    private static final int CLUSTER_PORT = 15705;
    static final List<String> CONSUMERS = List.of("search", "notification");

    private BookingMain() {}

    public static void main(String[] arguments) {
        Launcher.of(new VerticleGroup("booking", CLUSTER_PORT, BookingMain::units))
                .run(System.getenv());
    }

    /** The booking service's verticles as its configuration has them; none when something in it is at fault. */
    public static List<Unit> units(Configuration configuration) {
        return configuration.bind(BookingConfig.class).stream()
                .flatMap(config -> Stream.of(
                        new Unit(
                                "booking",
                                () -> new BookingVerticle(config),
                                config.service().instances()),
                        new Unit(
                                "booking-relay",
                                () -> new Relay("booking", CONSUMERS, config.database(), config.outbox()),
                                1)))
                .toList();
    }
}
