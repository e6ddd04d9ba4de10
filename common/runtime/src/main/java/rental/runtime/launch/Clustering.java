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
import rental.runtime.http.limit.ClusterRateLimits;
import rental.runtime.metrics.Meters;

/** Hazelcast as this system needs it: TCP join, a fixed port, quick to notice that a node is gone. */
final class Clustering {
    /** Who serves which address, as Vert.x writes it down. */
    static final String REGISTRATIONS = "__vertx.subs";

    /** Besides the one that a node waits for when it writes: with its own, more than die with a machine that runs one node of each group. */
    private static final int MORE_COPIES = 5;

    private static final long LOOK_MILLIS = 500;

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

    /** Keeps telling how many nodes this one sees: in a cluster that has come apart, different nodes see different numbers. */
    static void measure(Vertx vertx, Meters meters) {
        var nodes = meters.level("rental.cluster.nodes", "Nodes of the cluster that this one sees, itself among them.");
        of(vertx)
                .ifPresent(cluster -> vertx.setPeriodic(0, LOOK_MILLIS, timer -> {
                    if (cluster.isActive()) {
                        nodes.is(cluster.getNodes().size());
                    }
                }));
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
        // Little, and without it nobody is found: as many copies as Hazelcast makes.
        hazelcast.addMultiMapConfig(new MultiMapConfig(REGISTRATIONS)
                .setBackupCount(1)
                .setAsyncBackupCount(MORE_COPIES)
                .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
        hazelcast.addMapConfig(ClusterRateLimits.mapConfig(ClusterRateLimits.MOST_CLIENTS));
        hazelcast.getMapConfig("__vertx.haInfo").setBackupCount(1);
        hazelcast.getMapConfig("__vertx.nodeInfo").setBackupCount(1).setAsyncBackupCount(MORE_COPIES);
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
        return Map.ofEntries(
                Map.entry("hazelcast.logging.type", "slf4j"),
                Map.entry("hazelcast.phone.home.enabled", "false"),
                Map.entry("hazelcast.shutdownhook.enabled", "false"),
                Map.entry("hazelcast.wait.seconds.before.join", "0"),
                Map.entry("hazelcast.heartbeat.interval.seconds", "1"),
                // Killed nodes are known by their closed connections. Giving up one that hangs can keep the oldest
                // node from telling that it lives, for some ten seconds.
                Map.entry("hazelcast.max.no.heartbeat.seconds", "20"),
                Map.entry("hazelcast.merge.first.run.delay.seconds", "5"),
                Map.entry("hazelcast.merge.next.run.delay.seconds", "5"),
                Map.entry("hazelcast.socket.bind.any", "false"),
                Map.entry("hazelcast.graceful.shutdown.max.wait", "10"),
                // Where a container was, nobody refuses a connection; a node is given up after three tries.
                Map.entry("hazelcast.socket.connect.timeout.seconds", "1"),
                // What is written while a node dies waits so long for the copy on that node; registrations wait in a
                // row.
                Map.entry("hazelcast.operation.backup.timeout.millis", "1000"));
    }
}
