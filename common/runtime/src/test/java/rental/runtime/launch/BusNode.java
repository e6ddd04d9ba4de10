package rental.runtime.launch;

import com.hazelcast.core.EntryAdapter;
import com.hazelcast.core.EntryEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import rental.runtime.config.Configuration;

/** A node with nothing but an address at which it answers, and another at which it can be told to ask somebody. @param heard who has asked it */
record BusNode(String name, Vertx vertx, Set<String> heard) {
    private static final int PATIENCE_MILLIS = 2_000;
    private static final String ASKING = "asking-";

    static BusNode start(String name, Map<String, String> settings) throws Exception {
        var hooks = new GroupHooks(
                Configuration.read(ClusterConfig.class, settings),
                new VerticleGroup(name, 0, configuration -> List.of()),
                List.of(),
                vertx -> Future.succeededFuture(),
                Optional.empty(),
                null);
        var node = new BusNode(
                name,
                await(hooks.createVertxBuilder(new VertxOptions()).buildClustered()),
                ConcurrentHashMap.newKeySet());
        node.serve();
        return node;
    }

    private void serve() throws Exception {
        var bus = vertx.eventBus();
        var answering = bus.<String>consumer(name, question -> {
            heard.add(question.body());
            question.reply(name);
        });
        var asking = bus.<String>consumer(
                ASKING + name, order -> reaches(order.body()).onSuccess(order::reply));
        await(Future.all(answering.completion(), asking.completion()));
    }

    /** Whether a question of this node is answered by the other. */
    Future<Boolean> reaches(String other) {
        return vertx.eventBus()
                .request(other, name, new DeliveryOptions().setSendTimeout(PATIENCE_MILLIS))
                .map(answer -> other.equals(answer.body()))
                .otherwise(false);
    }

    /** Whether another node, told by this one to try, is answered by a third. Fails when it can't be told. */
    Future<Boolean> hearsThat(String other, String third) {
        return vertx.eventBus().<Boolean>request(ASKING + other, third).map(Message::body);
    }

    void stop() throws Exception {
        await(vertx.close());
    }

    /** Is gone from the cluster without a word, as if killed. */
    void die() {
        cluster().getHazelcastInstance().getLifecycleService().terminate();
    }

    /** Whether all nodes have the copies that they are to have of each other's data. */
    boolean isSafe() {
        return cluster().getHazelcastInstance().getPartitionService().isClusterSafe();
    }

    /** How many nodes this one sees in the cluster, itself among them. */
    int nodes() {
        return cluster().getNodes().size();
    }

    /** The addresses that will be written down from now on as served by somebody. */
    Set<String> registrations() {
        var addresses = ConcurrentHashMap.<String>newKeySet();
        var listener = new EntryAdapter<String, Object>() {
            @Override
            public void entryAdded(EntryEvent<String, Object> event) {
                addresses.add(event.getKey());
            }
        };
        cluster()
                .getHazelcastInstance()
                .<String, Object>getMultiMap(Clustering.REGISTRATIONS)
                .addEntryListener(listener, false);
        return addresses;
    }

    private HazelcastClusterManager cluster() {
        return Clustering.of(vertx).orElseThrow();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
