package rental.runtime.http.limit;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import rental.runtime.http.contract.Limit;

/** Counts the requests of each client. */
public interface RateLimits {

    /** Counts one request. @param client who asks: a user or an address. @return never fails */
    Future<Decision> take(String client, Limit limit);

    /** What came of counting: the state of each limit that applies. */
    record Decision(boolean allowed, List<Quota> quotas) {
        public static final Decision UNLIMITED = new Decision(true, List.of());

        public Decision {
            quotas = List.copyOf(quotas);
        }
    }

    /**
     * One limit as it stands for a client.
     *
     * @param policy its name
     * @param limit how many requests in a window
     * @param remaining how many are left in this one; negative when this request was one too many
     * @param reset until there are more
     */
    record Quota(String policy, int limit, Duration window, long remaining, Duration reset) {
        public boolean isExceeded() {
            return remaining < 0;
        }
    }

    /** No limits at all. */
    static RateLimits none() {
        return (client, limit) -> Future.succeededFuture(Decision.UNLIMITED);
    }
}
