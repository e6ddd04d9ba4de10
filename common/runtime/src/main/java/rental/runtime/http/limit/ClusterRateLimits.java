package rental.runtime.http.limit;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.map.IMap;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.grid.hazelcast.Bucket4jHazelcast;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.http.contract.Limit;
import rental.runtime.http.limit.Policies.Policy;
import rental.runtime.http.settings.HttpConfig;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;

/**
 * Counts for all nodes together, in a map of the cluster's Hazelcast. When the cluster does not answer in time, the
 * process counts on its own: a slow cluster must not make requests slow, and a lost one must not lift the limits. Use
 * on one event loop.
 */
public final class ClusterRateLimits implements RateLimits {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterRateLimits.class);
    private static final String MAP = "rental.rate-limits";
    private static final Duration KEPT_AFTER_REFILL = Duration.ofSeconds(10);
    private static final int MOST_REFUSED = 10_000;

    /** Counters that each node holds at most, about 0.5 KB each. */
    public static final int MOST_CLIENTS = 100_000;

    private final Vertx vertx;
    private final Policies policies;
    private final Duration patience;
    private final AsyncProxyManager<String> buckets;
    private final LocalRateLimits local;
    private final Counted alone = Meters.ofProcess()
            .counted("rental.http.limits.alone", "Requests counted by this process alone: the cluster was too slow.");
    private final Map<String, Refused> refused = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refused> eldest) {
            return size() > MOST_REFUSED;
        }
    };

    /** A client that has used up a limit: nobody need be asked until its window ends. */
    private record Refused(Instant until, Policy policy) {
        Quota quota(Instant now) {
            var rate = policy.rate();
            return new Quota(policy.name(), rate.limit(), rate.period(), -1, Duration.between(now, until));
        }
    }

    private ClusterRateLimits(Vertx vertx, HttpConfig config, IMap<String, byte[]> map) {
        this.vertx = requireNonNull(vertx);
        this.policies = new Policies(config);
        this.patience = config.limitTimeout();
        this.local = LocalRateLimits.shared(vertx, config);
        this.buckets = Bucket4jHazelcast.<String>entryProcessorBasedBuilder(map)
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_AFTER_REFILL))
                .build()
                .asAsync();
    }

    /**
     * How the cluster has to hold the counters: bounded, for an attacker with a network of IPv6 addresses is a new client each
     * time. Counters not touched for longest are dropped first.
     *
     * @param most on each node
     */
    public static MapConfig mapConfig(int most) {
        return new MapConfig(MAP)
                .setEvictionConfig(new EvictionConfig()
                        .setEvictionPolicy(EvictionPolicy.LRU)
                        .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                        .setSize(most));
    }

    /** Counts in the cluster that Vert.x is part of; within the process alone when it is not clustered. */
    public static RateLimits of(Vertx vertx, HttpConfig config) {
        if (((VertxInternal) vertx).clusterManager() instanceof HazelcastClusterManager cluster) {
            return new ClusterRateLimits(
                    vertx, config, cluster.getHazelcastInstance().getMap(MAP));
        }
        return LocalRateLimits.shared(vertx, config);
    }

    @Override
    public Future<Decision> take(String client, Limit limit) {
        var applying = policies.of(limit);
        if (applying.isEmpty()) {
            return Future.succeededFuture(Decision.UNLIMITED);
        }
        return take(client, applying, 0, new ArrayList<>(applying.size()))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .recover(fault -> countAlone(client, limit, fault));
    }

    private Future<Decision> take(String client, List<Policy> applying, int index, List<Quota> taken) {
        if (index == applying.size()) {
            return Future.succeededFuture(new Decision(true, taken));
        }
        return take(client, applying.get(index)).compose(quota -> {
            taken.add(quota);
            return quota.isExceeded()
                    ? Future.succeededFuture(new Decision(false, taken))
                    : take(client, applying, index + 1, taken);
        });
    }

    private Future<Quota> take(String client, Policy policy) {
        var key = policy.name() + ' ' + client;
        var known = refused.get(key);
        var now = Instant.now();
        if (known != null && known.until.isAfter(now)) {
            return Future.succeededFuture(known.quota(now));
        }
        try {
            var bucket = buckets.builder().build(key, () -> completedFuture(configuration(policy)));
            return Future.fromCompletionStage(bucket.tryConsumeAndReturnRemaining(1), vertx.getOrCreateContext())
                    .map(probe -> LocalRateLimits.quota(policy, probe))
                    .onSuccess(quota -> remember(key, policy, quota));
        } catch (RuntimeException notActive) {
            return Future.failedFuture(notActive);
        }
    }

    private static BucketConfiguration configuration(Policy policy) {
        return BucketConfiguration.builder()
                .addLimit(LocalRateLimits.bandwidth(policy))
                .build();
    }

    private void remember(String key, Policy policy, Quota quota) {
        if (quota.isExceeded()) {
            refused.put(key, new Refused(Instant.now().plus(quota.reset()), policy));
        }
    }

    private Future<Decision> countAlone(String client, Limit limit, Throwable fault) {
        alone.more();
        LOG.debug("The cluster did not count in time: counting alone ({})", fault.toString());
        return local.take(client, limit);
    }
}
