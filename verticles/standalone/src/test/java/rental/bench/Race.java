package rental.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import rental.bench.load.LatencyRecord;
import rental.bench.load.Round;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;

/** 3e: many clients want one car at the same moment, for windows that overlap; then the next car, and so on. */
final class Race implements Contest {
    private static final int CLIENTS = 64;
    private static final int HOURS = 6;
    private static final int APART = 4;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Random random = new Random();

    @Override
    public String id() {
        return "3e";
    }

    @Override
    public Row run(Arena arena) {
        var slowest = new ArrayList<Duration>();
        var sides = new Duel(arena).fight(new Duel.Side("gateway", "generator", time -> {
            var worst = new AtomicLong();
            var round = races(arena, time, worst);
            slowest.add(Duration.ofNanos(worst.get()));
            return round;
        }));
        // The first was the warm-up.
        var worst = slowest.stream().skip(1).max(Duration::compareTo).orElseThrow();
        return new Row(
                id(),
                "Create a booking: %d clients race for one car, again and again".formatted(CLIENTS),
                sides,
                List.of(Goal.atMost("slowest answer, ms", worst.toNanos() / 1e6, 250)),
                List.of(
                        "All %d send at once, so who is answered last has waited for all the others. Where an earlier row has taken the car, nobody gets it."
                                .formatted(CLIENTS)),
                Sides.today());
    }

    private Round races(Arena arena, Duration time, AtomicLong worst) {
        var record = new LatencyRecord();
        var answers = new TreeMap<String, Long>();
        var begun = System.nanoTime();
        while (System.nanoTime() - begun < time.toNanos()) {
            var car = random.nextInt(arena.fleet().cars());
            var hour = random.nextInt(Fleet.FREE_FROM_DAY, Fleet.LAST_DAY) * 24;
            var race = IntStream.range(0, CLIENTS)
                    .mapToObj(n -> answer(request(arena, n, car, hour + n % APART)))
                    .toList();
            race.forEach(running -> {
                var answer = running.join();
                record.add(answer.nanos());
                worst.accumulateAndGet(answer.nanos(), Math::max);
                answers.merge(Integer.toString(answer.status()), 1L, Long::sum);
            });
        }
        return Round.of(record.count() / ((System.nanoTime() - begun) / 1e9), record.summary(), Map.copyOf(answers));
    }

    private record Answer(int status, long nanos) {}

    private CompletableFuture<Answer> answer(HttpRequest request) {
        var sent = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.discarding())
                .thenApply(response -> new Answer(response.statusCode(), System.nanoTime() - sent));
    }

    private static HttpRequest request(Arena arena, int client, int car, int hour) {
        var shot = CreatingBookings.shot(arena.system().customers(), client, car, Fleet.window(hour, HOURS));
        var request = HttpRequest.newBuilder(URI.create(arena.system().gateway() + shot.path()))
                .POST(BodyPublishers.ofString(shot.body()));
        shot.headers().forEach(request::header);
        return request.build();
    }
}
