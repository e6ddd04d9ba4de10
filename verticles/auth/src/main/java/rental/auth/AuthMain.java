package rental.auth;

import java.util.List;
import java.util.stream.Stream;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;
import rental.runtime.outbox.Relay;

/** Runs the auth service as a process of its own; with {@code create-admin EMAIL}, makes an administrator instead. */
public final class AuthMain {
    private static final int CLUSTER_PORT = 15702;
    static final List<String> CONSUMERS = List.of("notification");

    private AuthMain() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals(CreateAdmin.NAME)) {
            System.exit(CreateAdmin.run(arguments, System.getenv()));
        }
        Launcher.of(new VerticleGroup("auth", CLUSTER_PORT, AuthMain::units)).run(System.getenv());
    }

    /** The auth service's verticles as its configuration has them; none when something in it is at fault. */
    public static List<Unit> units(Configuration configuration) {
        return configuration.bind(AuthConfig.class).stream()
                .flatMap(config -> Stream.of(
                        new Unit(
                                "auth",
                                () -> new AuthVerticle(config),
                                config.service().instances()),
                        new Unit(
                                "auth-relay",
                                () -> new Relay("auth", CONSUMERS, config.database(), config.outbox()),
                                1)))
                .toList();
    }
}
