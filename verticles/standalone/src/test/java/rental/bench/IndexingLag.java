package rental.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
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
    private static final Duration LOOK = Duration.ofMillis(20);

    /** As many cars are changed and looked for at once, each by someone of its own: the first of the fleet. */
    private static final int PROBES = 6;

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
        var changes = arena.load(
                        "changes",
                        REQUESTS,
                        n -> patch(
                                        random.nextInt(PROBES, arena.fleet().cars()),
                                        "{\"pricePerDay\":{\"amount\":\"%d.00\",\"currency\":\"USD\"}}"
                                                .formatted(random.nextInt(30, 150)))
                                .as(arena.system().customers().admin()))
                .at(CHANGES_A_SECOND);
        var config = arena.config();
        // One process for all rounds: it warms up once.
        var whole = config.warmUp().plus(config.time().multipliedBy(config.rounds()));
        var load = CompletableFuture.supplyAsync(() -> generator.run(changes.lasting(whole)));
        var found = new Duel(arena)
                .fight(new Duel.Side("until they are found", "generator", time -> probes(arena, time)))
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
                        "From the answer to a change until a search finds the car by what was changed: %d cars at once, each looked for every %d ms."
                                .formatted(PROBES, LOOK.toMillis())),
                Sides.today());
    }

    private static Shot patch(int car, String json) {
        return new Shot("PATCH", "/cars/" + Fleet.carId(car), Map.of("Content-Type", "application/json"), json);
    }

    private static Round probes(Arena arena, Duration time) {
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        var record = new LatencyRecord();
        var probes = IntStream.range(0, PROBES)
                .mapToObj(car -> CompletableFuture.supplyAsync(
                        () -> probe(arena, car, end), work -> new Thread(work, "probe").start()))
                .toList();
        probes.forEach(probe -> record.addAll(probe.join()));
        var seconds = (System.nanoTime() - begun) / 1e9;
        return Round.of(record.count() / seconds, record.summary(), Map.of("found", (long) record.count()));
    }

    /** Changes a car and looks for it, again and again until it is time. */
    private static LatencyRecord probe(Arena arena, int car, long end) {
        var client = ApiClient.of(arena.system().gateway().toString());
        var admin = client.as(arena.system().customers().admin());
        var city = arena.fleet().city(car);
        var record = new LatencyRecord();
        for (var price = FIRST_PRICE + car; System.nanoTime() < end; price += PROBES) {
            var changed = admin.patch(
                    "/cars/" + Fleet.carId(car),
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
        return record;
    }
}
