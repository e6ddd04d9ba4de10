package rental.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.gateway.GatewayProcess.await;

import com.hazelcast.config.Config;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import rental.runtime.config.Configuration;
import rental.runtime.http.contract.Limit;
import rental.runtime.http.limit.ClusterRateLimits;
import rental.runtime.http.limit.RateLimits;
import rental.runtime.http.settings.HttpConfig;

class ClusterRateLimitsTest {
    private static final HttpConfig CONFIG = Configuration.read(
            HttpConfig.class,
            Map.of(
                    "RATE_LIMIT_GLOBAL",
                    "20/1h",
                    "RATE_LIMIT_SEARCH",
                    "5/1h",
                    // Counting must not depend on how busy this machine is.
                    "RATE_LIMIT_CLUSTER_TIMEOUT",
                    "9s"));
    private static final int MOST_CLIENTS = 1_000;

    private final String cluster = UUID.randomUUID().toString();
    private Node first;
    private Node second;

    /** A member of the cluster, with a counter as a gateway has it. */
    private record Node(Vertx vertx, HazelcastClusterManager manager, RateLimits limits) {
        RateLimits.Decision take(String client, Limit limit) {
            var answered = Promise.<RateLimits.Decision>promise();
            vertx.runOnContext(loop -> limits.take(client, limit).onComplete(answered));
            return await(answered.future());
        }

        IMap<String, byte[]> counters() {
            return manager.getHazelcastInstance()
                    .getMap(ClusterRateLimits.mapConfig(MOST_CLIENTS).getName());
        }

        boolean allows(String client) {
            return take(client, Limit.GLOBAL).allowed();
        }
    }

    @BeforeEach
    void form() throws IOException {
        var ports = List.of(freePort(), freePort());
        var members = ports.stream().map(port -> "127.0.0.1:" + port).toList();
        first = join(ports.get(0), members);
        second = join(ports.get(1), members);
    }

    @AfterEach
    void leave() {
        await(Future.join(first.vertx.close(), second.vertx.close()).otherwiseEmpty());
    }

    @Test
    void twoNodesTogetherAllowExactlyTheConfiguredNumber() {
        var allowed = IntStream.range(0, 50)
                .filter(i -> (i % 2 == 0 ? first : second).allows("client"))
                .count();

        assertThat(allowed).isEqualTo(20);
    }

    @Test
    void whatWasCountedOutlivesTheNodeThatCountedIt() {
        IntStream.range(0, 15).forEach(i -> (i % 2 == 0 ? first : second).allows("client"));
        second.manager.getHazelcastInstance().getLifecycleService().terminate();
        IntStream.range(0, 20).forEach(i -> first.allows("other " + i));

        var allowed = IntStream.range(0, 20).filter(i -> first.allows("client")).count();

        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void whatTheNarrowLimitRefusesDoesNotUseUpTheGlobalOne() {
        IntStream.range(0, 30).forEach(i -> first.take("client", Limit.SEARCH));

        var quota = second.take("client", Limit.GLOBAL).quotas().get(0);

        assertThat(quota.remaining()).isEqualTo(20 - 5 - 1);
    }

    @Test
    void countsAloneWhenTheClusterIsGone() {
        first.manager.getHazelcastInstance().getLifecycleService().terminate();

        var allowed = IntStream.range(0, 50).filter(i -> first.allows("client")).count();

        assertThat(allowed).isEqualTo(20);
    }

    @Test
    void countsAloneWhileTheClusterTakesTooLong() {
        var impatient = Configuration.read(
                HttpConfig.class, Map.of("RATE_LIMIT_GLOBAL", "20/1h", "RATE_LIMIT_CLUSTER_TIMEOUT", "20ms"));
        var node = new Node(first.vertx, first.manager, ClusterRateLimits.of(first.vertx, impatient));
        var stuck = first.counters().submitToKey("global client", new Stuck());
        try {
            var allowed =
                    IntStream.range(0, 30).filter(i -> node.allows("client")).count();

            assertThat(allowed).isEqualTo(20);
            assertThat(stuck.toCompletableFuture()).isNotDone();
        } finally {
            Stuck.FREE.countDown();
        }
    }

    /** Keeps whoever holds a counter from answering for it. */
    private static final class Stuck implements EntryProcessor<String, byte[], Void> {
        private static final long serialVersionUID = 1;
        private static final CountDownLatch FREE = new CountDownLatch(1);

        @Override
        public Void process(Map.Entry<String, byte[]> counter) {
            try {
                FREE.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return null;
        }

        @Override
        public EntryProcessor<String, byte[], Void> getBackupProcessor() {
            return null;
        }
    }

    @Test
    void keepsNoMoreCountersThanItHasRoomForHoweverManyClientsCome() {
        IntStream.rangeClosed(0, 3 * MOST_CLIENTS).forEach(i -> first.allows("client " + i));

        assertThat(first.counters().size()).isBetween(1, 3 * MOST_CLIENTS);
    }

    private Node join(int port, List<String> members) {
        var config = new Config().setClusterName(cluster);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        var network = config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        network.getJoin().getMulticastConfig().setEnabled(false);
        network.getJoin().getAutoDetectionConfig().setEnabled(false);
        network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(members);
        config.addMapConfig(ClusterRateLimits.mapConfig(MOST_CLIENTS));
        var manager = new HazelcastClusterManager(config);
        var vertx = await(Vertx.builder().withClusterManager(manager).buildClustered());
        return new Node(vertx, manager, ClusterRateLimits.of(vertx, CONFIG));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
