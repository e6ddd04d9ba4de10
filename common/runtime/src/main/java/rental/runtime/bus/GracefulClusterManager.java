package rental.runtime.bus;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A member of the cluster that can take its addresses back while it still answers what is sent to them. Unregistering a
 * consumer does both at once, and what other nodes send before they have heard of it is lost without a word.
 */
public final class GracefulClusterManager extends HazelcastClusterManager {
    private final Map<String, Set<RegistrationInfo>> registrations = new ConcurrentHashMap<>();

    public GracefulClusterManager(Config config) {
        super(config);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo registration, Completable<Void> done) {
        registrations
                .computeIfAbsent(address, first -> ConcurrentHashMap.newKeySet())
                .add(registration);
        super.addRegistration(address, registration, done);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo registration, Completable<Void> done) {
        Optional.ofNullable(registrations.get(address)).ifPresent(known -> known.remove(registration));
        super.removeRegistration(address, registration, done);
    }

    /**
     * Lets the others know that this node no longer takes messages for these addresses, whichever of its verticles serve
     * them. Those that are on their way still reach their consumers.
     *
     * @return completes when it has been written down for all; they hear of it a moment later
     */
    Future<Void> withdraw(Collection<String> addresses) {
        var withdrawn = new ArrayList<Future<Void>>();
        for (var address : addresses) {
            for (var registration : Set.copyOf(registrations.getOrDefault(address, Set.of()))) {
                var done = Promise.<Void>promise();
                removeRegistration(address, registration, done);
                withdrawn.add(done.future());
            }
        }
        return Future.join(withdrawn).mapEmpty();
    }

    /** Whether there is no other node that could ask. */
    boolean isAlone() {
        return getNodes().size() < 2;
    }
}
