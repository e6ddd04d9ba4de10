package rental.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests.Shot;
import rental.bench.load.VertxGenerator;
import rental.bench.report.Goal;
import rental.bench.report.Measured;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;
import rental.testkit.ApiClient;

/** 4d: ten times the load that can be served, by clients who do not wait for answers. */
final class Overload implements Contest {
    private static final int TIMES = 10;
    private static final int CONNECTIONS = 2_000;
    private static final int REQUESTS = 5_000;
    private static final int WELL_IN_A_ROW = 10;
    private static final Duration QUICK = Duration.ofMillis(250);

    private final VertxGenerator generator = new VertxGenerator();

    @Override
    public String id() {
        return "4d";
    }

    @Override
    public Row run(Arena arena) {
        var path = path(arena.fleet());
        var load = arena.load("overload", REQUESTS, n -> Shot.get(path));
        var best = new Duel(arena)
                .fight(new Duel.Side("as much as it serves", "generator", time -> generator.run(load.lasting(time))))
                .get(0);
        var rate = (int) best.median().perSecond() * TIMES;
        var flood = new HttpLoad(load.requests(), CONNECTIONS, load.time(), rate);
        var recovered = new ArrayList<Duration>();
        var flooded = new Duel(arena)
                .fight(new Duel.Side("ten times as much", "generator", time -> {
                    var round = generator.run(flood.lasting(time));
                    recovered.add(recovery(arena, path));
                    return round;
                }))
                .get(0);
        var slowest = recovered.stream().max(Duration::compareTo).orElseThrow();
        return new Row(
                id(),
                "Search without dates, overloaded",
                List.of(flooded, best),
                List.of(
                        Goal.atLeast("of its best throughput kept", served(flooded) / served(best), 0.8),
                        Goal.atMost("recovered after, s", slowest.toMillis() / 1e3, 5)),
                List.of(
                        "%,d requests a second were due, on %,d connections; %,.0f a second were served, and %,.0f at the best."
                                .formatted(rate, CONNECTIONS, served(flooded), served(best))),
                Sides.today());
    }

    private static String path(Fleet fleet) {
        var city = fleet.city(0);
        return "/search?latitude=%s&longitude=%s".formatted(city.latitude(), city.longitude());
    }

    /** Answers a second that are what was asked for. */
    private static double served(Measured side) {
        var median = side.median();
        var all = median.answers().entrySet().stream()
                .filter(entry -> Character.isDigit(entry.getKey().charAt(0)))
                .mapToLong(Map.Entry::getValue)
                .sum();
        return median.perSecond() * median.answers().getOrDefault("200", 0L) / Math.max(1, all);
    }

    /** How long until a client is served well again, several times in a row. */
    private static Duration recovery(Arena arena, String path) {
        var client = ApiClient.of(arena.system().gateway().toString());
        var begun = System.nanoTime();
        var well = new AtomicInteger();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    var since = System.nanoTime();
                    var quick = client.get(path).status() == 200 && System.nanoTime() - since < QUICK.toNanos();
                    return (quick ? well.incrementAndGet() : setZero(well)) >= WELL_IN_A_ROW;
                });
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static int setZero(AtomicInteger counter) {
        counter.set(0);
        return 0;
    }
}
