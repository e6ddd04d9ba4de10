package rental.car;

import java.util.List;
import java.util.stream.Stream;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;
import rental.runtime.outbox.Relay;

/** Runs the car service as a process of its own. */
public final class CarMain {
    private static final int CLUSTER_PORT = 15703;
    static final List<String> CONSUMERS = List.of("booking", "search");

    private CarMain() {}

    public static void main(String[] arguments) {
        Launcher.of(new VerticleGroup("car", CLUSTER_PORT, CarMain::units)).run(System.getenv());
    }

    /** The car service's verticles as its configuration has them; none when something in it is at fault. */
    public static List<Unit> units(Configuration configuration) {
        return configuration.bind(CarConfig.class).stream()
                .flatMap(config -> Stream.of(
                        new Unit(
                                "car",
                                () -> new CarVerticle(config),
                                config.service().instances()),
                        new Unit(
                                "car-relay", () -> new Relay("car", CONSUMERS, config.database(), config.outbox()), 1)))
                .toList();
    }
}
