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
 * Each round begins with it well, so that the first searches of a round are those that find out.
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
        var recovered = new ArrayList<Duration>();
        var refused = new Duel(arena)
                .fight(new Duel.Side("while Elasticsearch hangs", "generator", time -> {
                    signal(arena, "-STOP");
                    try {
                        return arena.http().run(load.lasting(time));
                    } finally {
                        signal(arena, "-CONT");
                        recovered.add(recovery(arena, path));
                    }
                }))
                .get(0);
        var slowest = recovered.stream().max(Duration::compareTo).orElseThrow();
        return new Row(
                id(),
                "Search without Elasticsearch",
                List.of(refused),
                List.of(
                        Goal.atMost(
                                "refused within, p99, ms",
                                refused.median().latencies().p99(),
                                100),
                        Goal.atMost("found again after, s", slowest.toMillis() / 1e3, 5)),
                List.of(
                        "The few searches that find out wait for the time limit of a request; all others are refused at once."),
                Sides.today());
    }

    private static void signal(Arena arena, String signal) {
        var server = arena.backends().elasticsearchProcess();
        Stream.concat(Stream.of(server), server.descendants())
                .forEach(process -> Commands.run(List.of("kill", signal, Long.toString(process.pid())), Map.of()));
    }

    /** How long until a search finds something again. */
    private static Duration recovery(Arena arena, String path) {
        var client = ApiClient.of(arena.system().gateway().toString());
        var begun = System.nanoTime();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(LOOK)
                .until(() -> client.get(path).status() == 200);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
