package rental.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import rental.bench.load.Requests.Shot;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;
import rental.testkit.ApiClient;

/** 4d: ten times the load that can be served, by clients who come at that rate whatever they are answered. */
final class Overload implements Contest {
    private static final int TIMES = 10;
    /**
     * More than the gateway lets wait for a service on its two event loops, so that some are always free to ask. Not many more:
     * wrk looks at the timers of all connections each time that anything happens.
     */
    private static final int CONNECTIONS = 768;

    private static final int REQUESTS = 5_000;
    private static final int WELL_IN_A_ROW = 10;
    private static final Duration QUICK = Duration.ofMillis(250);

    @Override
    public String id() {
        return "4d";
    }

    @Override
    public Row run(Arena arena) {
        var path = path(arena.fleet());
        var load = arena.load("overload", REQUESTS, n -> Shot.get(path));
        var best = new Duel(arena)
                .fight(new Duel.Side(
                        "as much as it serves",
                        "generator",
                        time -> arena.http().run(load.lasting(time))))
                .get(0);
        var rate = (int) best.median().perSecond() * TIMES;
        var flood = load.over(CONNECTIONS).at(rate);
        var recovered = new ArrayList<Duration>();
        var flooded = new Duel(arena)
                .fight(new Duel.Side("ten times as much", "generator", time -> {
                    var round = arena.http().run(flood.lasting(time));
                    recovered.add(recovery(arena, path));
                    return round;
                }))
                .get(0);
        var served = flooded.median().served();
        var most = best.median().served();
        var slowest = recovered.stream().max(Duration::compareTo).orElseThrow();
        return new Row(
                id(),
                "Search without dates, overloaded",
                List.of(flooded, best),
                List.of(
                        Goal.atLeast("of its best throughput kept", served / most, 0.8),
                        Goal.atMost("recovered after, s", slowest.toMillis() / 1e3, 5)),
                List.of(
                        "%,d requests a second were due, on %,d connections; %,.0f a second were served, and %,.0f at the best."
                                .formatted(rate, CONNECTIONS, served, most)),
                Sides.today());
    }

    private static String path(Fleet fleet) {
        var city = fleet.city(0);
        return "/search?latitude=%s&longitude=%s".formatted(city.latitude(), city.longitude());
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
