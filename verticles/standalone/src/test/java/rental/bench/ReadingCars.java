package rental.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import rental.backends.process.Ports;
import rental.bench.load.Commands;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests;
import rental.bench.load.Requests.Shot;
import rental.bench.load.VertxGenerator;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;
import rental.bench.yardstick.BareServer;
import rental.testkit.ApiClient;

/** Cars by their ids, beside a server that does nothing else; and what the generators can do. */
final class ReadingCars {
    private static final int REQUESTS = 20_000;

    private ReadingCars() {}

    /** 4c. */
    static final class ById implements Contest {
        @Override
        public String id() {
            return "4c";
        }

        @Override
        public Row run(Arena arena) {
            try (var bare = new Bare(arena)) {
                var sides = new Duel(arena)
                        .fight(
                                Sides.gateway(
                                        arena,
                                        cars(arena, "cars", arena.system().gateway())),
                                Sides.http("bare Vert.x", arena, cars(arena, "bare-cars", bare.url())));
                return new Row(
                        id(),
                        "Get a car by its id",
                        sides,
                        List.of(Goal.atLeast("of bare Vert.x", Row.ratio(sides), 0.6)),
                        List.of(),
                        Sides.today());
            }
        }

        private static HttpLoad cars(Arena arena, String name, URI server) {
            var random = new Random();
            var requests = Requests.write(
                    arena.file(name),
                    server,
                    REQUESTS,
                    n -> Shot.get(
                            "/cars/" + Fleet.carId(random.nextInt(arena.fleet().cars()))));
            return HttpLoad.of(
                    requests, arena.config().connections(), arena.config().time());
        }
    }

    /** 0: no yardstick, but what tells whether the generators hold others up. */
    static final class Nothing implements Contest {
        @Override
        public String id() {
            return "0";
        }

        @Override
        public Row run(Arena arena) {
            try (var bare = new Bare(arena)) {
                var requests = Requests.write(arena.file("nothing"), bare.url(), REQUESTS, n -> Shot.get("/"));
                var load = HttpLoad.of(
                        requests, arena.config().connections(), arena.config().time());
                var own = new VertxGenerator();
                var sides = new Duel(arena)
                        .fight(
                                Sides.http(arena.http().name(), arena, load),
                                new Duel.Side(own.name(), "generator", time -> own.run(load.lasting(time))));
                return new Row(
                        id(),
                        "What the load generators can do: bare Vert.x answering from memory",
                        sides,
                        List.of(),
                        List.of("Each of them runs on one thread."),
                        Sides.today());
            }
        }
    }

    /** {@link BareServer} in a process of its own. */
    private static final class Bare implements AutoCloseable {
        private static final int STOP_SECONDS = 10;
        private final int port = Ports.free();
        private final Process process;

        Bare(Arena arena) {
            var command = Commands.java(
                    BareServer.class,
                    arena.config().jvm(),
                    Integer.toString(port),
                    arena.system().database("car"));
            try {
                process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(arena.file("bare.log").toFile())
                        .start();
            } catch (IOException unstartable) {
                throw new UncheckedIOException(unstartable);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> ApiClient.of(url().toString()).get("/").status() == 200);
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + port);
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                process.destroyForcibly();
            }
        }
    }
}
