package rental.runtime.launch;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Function;
import rental.runtime.config.Configuration;

/**
 * What one process runs: the verticles that a jar is built for.
 *
 * @param name of the group, such as {@code booking}
 * @param clusterPort its port in the cluster unless {@code CLUSTER_PORT} says otherwise
 * @param units reads the group's configuration and names its verticles in the order in which they come up; they go down
 *     in the reverse order, so what faces clients stands last. Reads through {@link Configuration#bind}, so faults are
 *     reported together with all others; empty when something is at fault
 */
public record VerticleGroup(String name, int clusterPort, Function<Configuration, List<Unit>> units) {
    static final int FIRST_CLUSTER_PORT = 15700;
    static final int LAST_CLUSTER_PORT = 15706;

    public VerticleGroup {
        requireNonNull(name);
        requireNonNull(units);
    }
}
