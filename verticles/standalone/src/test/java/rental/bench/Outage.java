package rental.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import rental.bench.load.Commands;
import rental.bench.load.Requests.Shot;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.testkit.ApiClient;

/**
 * 5d: searches while Elasticsearch hangs, which is worse than its being gone: its connections stay open, and nothing comes.
 * Before each round it is well, and one search finds out.
 */
final class Outage implements Contest {
    private static final int REQUESTS = 1_000;
    private static final Duration LOOK = Duration.ofMillis(20);

    @Override
    public String id() {
        return "5d";
    }

    @Override
    public Row run(Arena arena) {
        var city = arena.fleet().city(0);
        var path = "/search?latitude=%s&longitude=%s".formatted(city.latitude(), city.longitude());
        var load = arena.load("outage", REQUESTS, n -> Shot.get(path));
        var noticed = new ArrayList<Duration>();
        var recovered = new ArrayList<Duration>();
        var refused = new Duel(arena)
                .fight(new Duel.Side("while Elasticsearch hangs", "generator", time -> {
                    signal(arena, "-STOP");
                    try {
                        noticed.add(until(arena, path, 503));
                        return arena.http().run(load.lasting(time));
                    } finally {
                        signal(arena, "-CONT");
                        recovered.add(until(arena, path, 200));
                    }
                }))
                .get(0);
        return new Row(
                id(),
                "Search without Elasticsearch",
                List.of(refused),
                List.of(
                        Goal.atMost(
                                "refused within, p99, ms",
                                refused.median().latencies().p99(),
                                100),
                        Goal.atMost("the first that is refused, s", slowest(noticed), 2.5),
                        Goal.atMost("found again after, s", slowest(recovered), 5)),
                List.of(
                        "The first search waits for the time limit of a request to Elasticsearch; all others are refused at once."),
                Sides.today());
    }

    private static void signal(Arena arena, String signal) {
        var server = arena.backends().elasticsearchProcess();
        Stream.concat(Stream.of(server), server.descendants())
                .forEach(process -> Commands.run(List.of("kill", signal, Long.toString(process.pid())), Map.of()));
    }

    private static double slowest(List<Duration> times) {
        return times.stream().max(Duration::compareTo).orElseThrow().toMillis() / 1e3;
    }

    /** How long until a search is answered so. */
    private static Duration until(Arena arena, String path, int status) {
        var client = ApiClient.of(arena.system().gateway().toString());
        var begun = System.nanoTime();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK)
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.get(path).status() == status);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
