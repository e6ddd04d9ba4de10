package rental.bench;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.bench.load.Commands;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests.Shot;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Customers;
import rental.bench.servers.Fleet;
import rental.bench.yardstick.BareBcrypt;

/** How many sign in, and what others notice of it. */
final class SigningIn {
    private static final Logger LOG = LoggerFactory.getLogger(SigningIn.class);
    private static final int CLIENTS = 16;
    private static final int REQUESTS = 1_000;

    private SigningIn() {}

    private static HttpLoad logins(Arena arena, int clients) {
        var load = arena.load("login", REQUESTS, n -> Shot.post("/auth/login", Customers.login(n % Fleet.CUSTOMERS)));
        return new HttpLoad(load.requests(), clients, load.time(), 0);
    }

    /** 4a. */
    static final class Alone implements Contest {
        @Override
        public String id() {
            return "4a";
        }

        @Override
        public Row run(Arena arena) {
            // As many as the auth service takes by default.
            var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
            var sides = new Duel(arena)
                    .fight(
                            Sides.gateway(arena, logins(arena, CLIENTS)),
                            new Duel.Side(
                                    "bcrypt alone",
                                    "generator",
                                    time -> Commands.measure(
                                            BareBcrypt.class,
                                            List.of(),
                                            Integer.toString(threads),
                                            Long.toString(time.toSeconds()))));
            return new Row(
                    id(),
                    "Sign in, " + CLIENTS + " clients",
                    sides,
                    List.of(Goal.atLeast("of bcrypt alone", Row.ratio(sides), 0.9)),
                    List.of("Both hash on as many threads as the service has by default, here " + threads + "."),
                    Sides.today());
        }
    }

    /** 4b. */
    static final class Flood implements Contest {
        private static final int RATE = 500;
        private static final int TIMES = 20;
        private static final int FLOODERS = 64;
        private static final int READS = 20_000;
        /** So that the flood is there until the last read. */
        private static final Duration MARGIN = Duration.ofSeconds(1);

        @Override
        public String id() {
            return "4b";
        }

        @Override
        public Row run(Arena arena) {
            var random = new Random();
            // So many connections that whoever waits for a second keeps nobody from being sent when it is due.
            var reads = arena.load("reads", READS, n -> read(arena, n, random))
                    .over(RATE)
                    .at(RATE);
            var logins = logins(arena, FLOODERS);
            var served = arena.http()
                    .run(logins(arena, CLIENTS).lasting(arena.config().warmUp()))
                    .served();
            var rate = (int) Math.round(served * TIMES);
            var sides = new Duel(arena)
                    .fight(
                            during(
                                    "while %d sign-ins a second are tried".formatted(rate),
                                    arena,
                                    reads,
                                    logins.at(rate)),
                            Sides.http("while nobody signs in", arena, reads),
                            during(
                                    "while %d clients sign in without a pause".formatted(FLOODERS),
                                    arena,
                                    reads,
                                    logins));
            var ratio = sides.get(0).median().latencies().p99()
                    / sides.get(1).median().latencies().p99();
            return new Row(
                    id(),
                    "Get cars and bookings, " + RATE + " a second",
                    sides,
                    List.of(Goal.atMost("p99, times that without", ratio, 3)),
                    List.of(
                            "Reads come at a fixed rate on as many connections, from another process than the flood: none is sent late because others wait.",
                            "%.1f sign-ins a second can be served; %d times as many are tried by %s on %d connections. Without a pause means: again as soon as answered, be it 503."
                                    .formatted(served, TIMES, arena.http().name(), FLOODERS)),
                    Sides.today());
        }

        private Duel.Side during(String name, Arena arena, HttpLoad reads, HttpLoad logins) {
            return new Duel.Side(name, "generator", time -> {
                var flood = CompletableFuture.supplyAsync(() -> arena.http().run(logins.lasting(time.plus(MARGIN))));
                var round = arena.http().run(reads.lasting(time));
                LOG.info("{}: {}", name, flood.join().answers());
                return round;
            });
        }

        private static Shot read(Arena arena, int n, Random random) {
            return n % 2 == 0
                    ? Shot.get(
                            "/cars/" + Fleet.carId(random.nextInt(arena.fleet().cars())))
                    : booking(arena, random.nextInt(arena.fleet().bookings()));
        }

        private static Shot booking(Arena arena, int booking) {
            return Shot.get("/bookings/" + Fleet.bookingId(booking))
                    .as(arena.system().customers().token(Fleet.customerOf(booking)));
        }
    }
}
