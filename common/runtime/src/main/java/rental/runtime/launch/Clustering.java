package rental.runtime.launch;

import com.hazelcast.config.Config;
import com.hazelcast.config.MultiMapConfig;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import rental.runtime.bus.GracefulClusterManager;

/** Hazelcast as this system needs it: TCP join, a fixed port, quick to notice that a node is gone. */
final class Clustering {
    private Clustering() {}

    static ClusterManager manager(ClusterConfig config, VerticleGroup group) {
        return new GracefulClusterManager(hazelcast(config, group));
    }

    /** Without being asked for, clustering stays silently off: better to stop than to run alone. */
    static void requireClustered(Vertx vertx) {
        if (!vertx.isClustered()) {
            throw new IllegalStateException("The event bus is not clustered");
        }
    }

    /** The Hazelcast instance under a clustered Vert.x; empty when it is not clustered. */
    static Optional<HazelcastClusterManager> of(Vertx vertx) {
        return Optional.ofNullable(((VertxInternal) vertx).clusterManager())
                .filter(HazelcastClusterManager.class::isInstance)
                .map(HazelcastClusterManager.class::cast);
    }

    private static Config hazelcast(ClusterConfig config, VerticleGroup group) {
        var hazelcast = new Config().setClusterName(config.name());
        properties().forEach(hazelcast::setProperty);
        hazelcast.addMultiMapConfig(new MultiMapConfig("__vertx.subs")
                .setBackupCount(1)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        hazelcast.getMapConfig("__vertx.haInfo").setBackupCount(1);
        hazelcast.getMapConfig("__vertx.nodeInfo").setBackupCount(1);
        var address = config.address();
        var network = hazelcast.getNetworkConfig();
        // A node that starts again finds its port still held by connections of the one before, for a minute or so.
        network.setPort(config.port().orElse(group.clusterPort()))
                .setPortAutoIncrement(false)
                .setReuseAddress(true);
        // A name among the members counts with all its addresses only while interfaces are restricted, and then with
        // those that
        // the restriction admits; so it admits all, and the property says where to listen.
        network.setPublicAddress(address);
        network.getInterfaces().setEnabled(true).addInterface("*.*.*.*");
        hazelcast.setProperty("hazelcast.local.localAddress", address);
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(members(config, address));
        return hazelcast;
    }

    private static List<String> members(ClusterConfig config, String address) {
        if (!config.members().isEmpty()) {
            return config.members();
        }
        var members = new ArrayList<String>();
        for (var port = VerticleGroup.FIRST_CLUSTER_PORT; port <= VerticleGroup.LAST_CLUSTER_PORT; port++) {
            members.add(address + ":" + port);
        }
        return members;
    }

    private static Map<String, String> properties() {
        return Map.of(
                "hazelcast.logging.type", "slf4j",
                "hazelcast.phone.home.enabled", "false",
                "hazelcast.shutdownhook.enabled", "false",
                "hazelcast.wait.seconds.before.join", "0",
                "hazelcast.heartbeat.interval.seconds", "1",
                "hazelcast.max.no.heartbeat.seconds", "10",
                "hazelcast.merge.first.run.delay.seconds", "5",
                "hazelcast.merge.next.run.delay.seconds", "5",
                "hazelcast.socket.bind.any", "false",
                "hazelcast.graceful.shutdown.max.wait", "10");
    }
}
