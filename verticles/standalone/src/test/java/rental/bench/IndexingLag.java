package rental.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import rental.bench.load.LatencyRecord;
import rental.bench.load.Requests.Shot;
import rental.bench.load.Round;
import rental.bench.load.VertxGenerator;
import rental.bench.report.Goal;
import rental.bench.report.Measured;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;
import rental.testkit.ApiClient;

/** 5c: how long it takes from the answer to a change until a search finds it, while many cars change. */
final class IndexingLag implements Contest {
    private static final int CHANGES_A_SECOND = 500;
    private static final int REQUESTS = 20_000;
    private static final Duration LOOK = Duration.ofMillis(10);

    /** Above all others. */
    private static final int FIRST_PRICE = 1_000;

    private final VertxGenerator generator = new VertxGenerator();

    @Override
    public String id() {
        return "5c";
    }

    @Override
    public Row run(Arena arena) {
        var random = new Random();
        // The first car is the probes'.
        var changes = arena.load(
                        "changes",
                        REQUESTS,
                        n -> patch(
                                        1 + random.nextInt(arena.fleet().cars() - 1),
                                        "{\"pricePerDay\":{\"amount\":\"%d.00\",\"currency\":\"USD\"}}"
                                                .formatted(random.nextInt(30, 150)))
                                .as(arena.system().customers().admin()))
                .at(CHANGES_A_SECOND);
        var config = arena.config();
        // One process for all rounds: it warms up once.
        var whole = config.warmUp().plus(config.time().multipliedBy(config.rounds()));
        var load = CompletableFuture.supplyAsync(() -> generator.run(changes.lasting(whole)));
        var found = new Duel(arena)
                .fight(new Duel.Side("until they are found", "generator", time -> probe(arena, time)))
                .get(0);
        var changed = new Measured("changes of cars", List.of(load.join()));
        return new Row(
                id(),
                "Indexing, %d changes a second".formatted(CHANGES_A_SECOND),
                List.of(changed, found),
                List.of(Goal.atMost(
                        "changed until found, p99, ms",
                        found.median().latencies().p99(),
                        1_000)),
                List.of(
                        "From the answer to a change until a search finds the car by what was changed, looked for every %d ms."
                                .formatted(LOOK.toMillis())),
                Sides.today());
    }

    private static Shot patch(int car, String json) {
        return new Shot("PATCH", "/cars/" + Fleet.carId(car), Map.of("Content-Type", "application/json"), json);
    }

    private static Round probe(Arena arena, Duration time) {
        var client = ApiClient.of(arena.system().gateway().toString());
        var admin = client.as(arena.system().customers().admin());
        var city = arena.fleet().city(0);
        var record = new LatencyRecord();
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        for (var price = FIRST_PRICE; System.nanoTime() < end; price++) {
            var changed = admin.patch(
                    "/cars/" + Fleet.carId(0),
                    "{\"pricePerDay\":{\"amount\":\"%d.00\",\"currency\":\"USD\"}}".formatted(price));
            if (changed.status() != 200) {
                throw new IllegalStateException("A probe is refused: " + changed);
            }
            var since = System.nanoTime();
            var path = "/search?latitude=%s&longitude=%s&limit=1&minPrice=%d&maxPrice=%d"
                    .formatted(city.latitude(), city.longitude(), price, price);
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.get(path).text("/total").equals("1"));
            record.add(System.nanoTime() - since);
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        return Round.of(record.count() / seconds, record.summary(), Map.of("found", (long) record.count()));
    }
}
