package rental.gateway;

import java.util.List;
import rental.runtime.config.Configuration;
import rental.runtime.launch.Launcher;
import rental.runtime.launch.Unit;
import rental.runtime.launch.VerticleGroup;

/** Runs the gateway as a process of its own. */
public final class GatewayMain {
    private static final int CLUSTER_PORT = 15701;

    private GatewayMain() {}

    public static void main(String[] arguments) {
        Launcher.of(new VerticleGroup("gateway", CLUSTER_PORT, GatewayMain::units))
                .run(System.getenv());
    }

    /** The gateway's verticles as its configuration has them; none when something in it is at fault. */
    public static List<Unit> units(Configuration configuration) {
        return configuration.bind(GatewayConfig.class).stream()
                .map(config -> new Unit("gateway", () -> new GatewayVerticle(config), config.instances()))
                .toList();
    }
}
