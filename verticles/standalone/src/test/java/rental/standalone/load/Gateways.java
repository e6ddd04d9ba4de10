package rental.standalone.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import rental.testkit.ApiClient;

/** Gateways behind a load balancer that sends to those that say they are ready, in turn. */
final class Gateways {
    private final List<ApiClient> all;
    private final AtomicInteger turn = new AtomicInteger();
    private final List<ApiClient> ready = new CopyOnWriteArrayList<>();

    Gateways(List<String> urls) {
        all = urls.stream().map(ApiClient::of).toList();
        ready.addAll(all);
    }

    /** Asks each once how it is; to be called now and then. */
    void probe() {
        all.forEach(gateway -> gateway.send("GET", "/health/ready", null)
                .handle((answer, unreachable) -> unreachable == null && answer.status() == 200)
                .thenAccept(isReady -> note(gateway, isReady)));
    }

    private synchronized void note(ApiClient client, boolean isReady) {
        if (isReady && !ready.contains(client)) {
            ready.add(client);
        } else if (!isReady) {
            ready.remove(client);
        }
    }

    /** One to send the next request to; any when none is ready. */
    ApiClient next() {
        var candidates = List.copyOf(ready);
        var number = turn.getAndIncrement();
        return candidates.isEmpty() ? all.get(number % all.size()) : candidates.get(number % candidates.size());
    }
}
