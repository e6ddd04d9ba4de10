package rental.runtime.http.limit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import rental.runtime.http.contract.Limit;
import rental.runtime.http.limit.Policies.Policy;
import rental.runtime.http.settings.HttpConfig;

/** Counts within one process, in fixed windows that begin with a client's first request. */
public final class LocalRateLimits implements RateLimits, Shareable {
    private static final int MOST_CLIENTS = 100_000;
    private static final String SHARED = "rental.rate-limits";

    private final Policies policies;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    LocalRateLimits(HttpConfig config) {
        this.policies = new Policies(config);
    }

    /** The counter that all servers of a process share. */
    public static LocalRateLimits shared(Vertx vertx, HttpConfig config) {
        return vertx.sharedData()
                .<String, LocalRateLimits>getLocalMap(SHARED)
                .computeIfAbsent(SHARED, key -> new LocalRateLimits(config));
    }

    @Override
    public Future<Decision> take(String client, Limit limit) {
        return Future.succeededFuture(decide(client, limit));
    }

    Decision decide(String client, Limit limit) {
        var applying = policies.of(limit);
        var quotas = new ArrayList<Quota>(applying.size());
        for (var policy : applying) {
            var quota = quota(policy, bucket(policy, client).tryConsumeAndReturnRemaining(1));
            quotas.add(quota);
            if (quota.isExceeded()) {
                return new Decision(false, quotas);
            }
        }
        return new Decision(true, quotas);
    }

    static Bandwidth bandwidth(Policy policy) {
        return Bandwidth.builder()
                .capacity(policy.rate().limit())
                .refillIntervally(policy.rate().limit(), policy.rate().period())
                .build();
    }

    static Quota quota(Policy policy, ConsumptionProbe probe) {
        var nanos = probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill();
        return new Quota(
                policy.name(),
                policy.rate().limit(),
                policy.rate().period(),
                probe.isConsumed() ? probe.getRemainingTokens() : -1,
                Duration.ofNanos(nanos));
    }

    private Bucket bucket(Policy policy, String client) {
        synchronized (buckets) {
            return buckets.computeIfAbsent(
                    policy.name() + ' ' + client,
                    key -> Bucket.builder().addLimit(bandwidth(policy)).build());
        }
    }
}
