package rental.bench;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import rental.bench.load.Commands;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests.Shot;
import rental.bench.load.VertxGenerator;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Customers;
import rental.bench.servers.Fleet;
import rental.bench.yardstick.BareBcrypt;

/** How many sign in, and what others notice of it. */
final class SigningIn {
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
        private static final int FLOODERS = 64;
        private static final int READS = 20_000;
        private final VertxGenerator generator = new VertxGenerator();

        @Override
        public String id() {
            return "4b";
        }

        @Override
        public Row run(Arena arena) {
            var random = new Random();
            var reads = arena.load(
                            "reads",
                            READS,
                            n -> n % 2 == 0
                                    ? Shot.get("/cars/"
                                            + Fleet.carId(
                                                    random.nextInt(arena.fleet().cars())))
                                    : booking(
                                            arena, random.nextInt(arena.fleet().bookings())))
                    .at(RATE);
            var logins = logins(arena, FLOODERS);
            var sides = new Duel(arena)
                    .fight(
                            new Duel.Side(
                                    "while " + FLOODERS + " clients sign in without a pause", "generator", time -> {
                                        var flood = CompletableFuture.supplyAsync(
                                                () -> arena.http().run(logins.lasting(time.plusSeconds(2))));
                                        var round = generator.run(reads.lasting(time));
                                        flood.join();
                                        return round;
                                    }),
                            new Duel.Side(
                                    "while nobody does", "generator", time -> generator.run(reads.lasting(time))));
            var ratio = sides.get(0).median().latencies().p99()
                    / sides.get(1).median().latencies().p99();
            return new Row(
                    id(),
                    "Get cars and bookings, " + RATE + " a second",
                    sides,
                    List.of(Goal.atMost("p99, times that without", ratio, 3)),
                    List.of("At a fixed rate, by our generator; latencies count from when a request was due."),
                    Sides.today());
        }

        private static Shot booking(Arena arena, int booking) {
            return Shot.get("/bookings/" + Fleet.bookingId(booking))
                    .as(arena.system().customers().token(Fleet.customerOf(booking)));
        }
    }
}
