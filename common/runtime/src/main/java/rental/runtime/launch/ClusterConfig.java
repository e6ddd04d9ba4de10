package rental.runtime.launch;

import java.util.List;
import java.util.Optional;
import rental.runtime.config.Setting;

/**
 * The cluster that carries the event bus. Hazelcast's open-source edition does not encrypt: its ports belong on a private
 * network.
 *
 * @param port fixed, so that members find each other; empty for the one that belongs to the group
 * @param members {@code host:port} or names that resolve to all members
 */
public record ClusterConfig(
        @Setting(name = "CLUSTER_NAME", fallback = "rental", meaning = "Only nodes with the same name join each other.")
        String name,

        @Setting(
                name = "CLUSTER_HOST",
                fallback = "127.0.0.1",
                meaning = "The address of this node that the others reach; keep it on a private network.")
        String host,

        @Setting(
                name = "CLUSTER_PORT",
                min = "1",
                max = "65535",
                example = "15700",
                meaning = "The TCP port of this node in the cluster; by default 15700 to 15706, one for each group.")
        Optional<Integer> port,

        @Setting(
                name = "CLUSTER_MEMBERS",
                example = "10.0.0.11:15700,10.0.0.12:15700",
                meaning = "Where to look for other nodes; by default every group's own port on CLUSTER_HOST.")
        List<String> members) {}
