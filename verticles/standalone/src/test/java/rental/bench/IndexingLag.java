package rental.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.bench.load.LatencyRecord;
import rental.bench.load.Requests.Shot;
import rental.bench.load.Round;
import rental.bench.load.SteadyLoad;
import rental.bench.report.Goal;
import rental.bench.report.Measured;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;
import rental.testkit.ApiClient;

/** 5c, 5e: how long it takes from the answer to a change until a search finds it, while many cars change. */
record IndexingLag(String id) implements Contest {
    private static final Logger LOG = LoggerFactory.getLogger(IndexingLag.class);
    private static final int CHANGES_A_SECOND = 500;
    private static final int REQUESTS = 20_000;

    /** A round ends a little before or after what is due then is answered. */
    private static final double REACHED = 0.99;

    /** Looking every 20 ms kept a third of a processor busy with searches. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** As many cars are changed and looked for at once, each by someone of its own: the first of the fleet. */
    private static final int PROBES = 6;

    /** Above all others. */
    private static final int FIRST_PRICE = 1_000;

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
        try (var load = SteadyLoad.begin(changes)) {
            return row(arena, load);
        }
    }

    private Row row(Arena arena, SteadyLoad load) {
        var made = new ArrayList<Round>();
        var found = new Duel(arena, arena.cpu().watch("generator", load::process))
                .fight(new Duel.Side("until they are found", "probes", time -> {
                    load.cut();
                    var round = probes(arena, time);
                    made.add(load.cut());
                    LOG.info("Changes meanwhile: {}", made.get(made.size() - 1));
                    return round;
                }))
                .get(0);
        // The first was the warm-up.
        var changed = new Measured("changes of cars", made.subList(1, made.size()));
        return new Row(
                id(),
                "Indexing, %d changes a second of %,d cars with %d windows each"
                        .formatted(
                                CHANGES_A_SECOND,
                                arena.fleet().cars(),
                                arena.fleet().bookingsOfACar()),
                List.of(changed, found),
                List.of(
                        Goal.atLeast(
                                "changes a second, in the worst round",
                                Collections.min(each(changed, Round::perSecond)),
                                CHANGES_A_SECOND * REACHED),
                        Goal.atMost(
                                "changed until found, p99, ms, in the worst round",
                                Collections.max(
                                        each(found, round -> round.latencies().p99())),
                                1_000)),
                List.of(
                        "From the answer to a change until a search finds the car by what was changed: %d cars at once, each looked for every %d ms, besides the %d changes."
                                .formatted(PROBES, LOOK.toMillis(), CHANGES_A_SECOND)),
                Sides.today());
    }

    private static List<Double> each(Measured side, Function<Round, Double> figure) {
        return side.rounds().stream().map(figure).toList();
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
