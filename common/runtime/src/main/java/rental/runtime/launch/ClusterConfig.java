package rental.runtime.launch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import rental.runtime.config.Setting;

/**
 * The cluster that carries the event bus. The bus itself can be encrypted, see {@link BusTlsConfig}; Hazelcast's
 * open-source edition, which knows who serves what and counts limits, can not: its ports belong on a private network.
 *
 * @param port fixed, so that members find each other; empty for the one that belongs to the group
 * @param members {@code host:port} or names that resolve to all members
 * @param busPort zero for a free one
 */
public record ClusterConfig(
        @Setting(name = "CLUSTER_NAME", fallback = "rental", meaning = "Only nodes with the same name join each other.")
        String name,

        @Setting(
                name = "CLUSTER_HOST",
                fallback = "127.0.0.1",
                meaning =
                        "The address of this node that the others reach, on a private network; auto takes what the machine's own name resolves to, as containers need it.")
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
                meaning =
                        "Where to look for other nodes: addresses, or names that resolve to many; without a port, CLUSTER_PORT. By default every group's own port on CLUSTER_HOST.")
        List<String> members,

        @Setting(
                name = "CLUSTER_BUS_PORT",
                fallback = "0",
                min = "0",
                max = "65535",
                meaning = "The TCP port of this node's event bus, for firewalls that must know it; 0 takes a free one.")
        int busPort,

        BusTlsConfig tls) {
    private static final String OWN_NAME = "auto";

    /**
     * The IP address of this node.
     *
     * @throws IllegalArgumentException when the host cannot be resolved
     */
    String address() {
        try {
            var resolved = OWN_NAME.equals(host) ? InetAddress.getLocalHost() : InetAddress.getByName(host);
            return resolved.getHostAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalArgumentException("CLUSTER_HOST cannot be resolved: " + host, unknown);
        }
    }
}
