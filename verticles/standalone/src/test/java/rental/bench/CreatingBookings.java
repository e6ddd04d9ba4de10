package rental.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests.Shot;
import rental.bench.load.Script;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Customers;
import rental.bench.servers.Database;
import rental.bench.servers.Fleet;
import rental.contract.Window;
import rental.testkit.ApiClient;

/** Bookings of random cars at random times, which seldom meet; and every client after one car and one window. */
final class CreatingBookings {
    private static final int MOST_A_SECOND = 6_000;
    private static final int HOURS = 4;
    private static final int FIRST_HOUR = Fleet.FREE_FROM_DAY * 24;
    private static final int LAST_HOUR = Fleet.LAST_DAY * 24;

    /** What the yardstick gives the statement: values as the service gives them, of the same size. */
    private static final List<String> VALUES = List.of(
            "uuidv7()",
            Fleet.carIdSql(":car"),
            "1",
            Fleet.userIdSql("0"),
            "'confirmed'",
            "to_timestamp(:today::int8 + :hour::int8 * 3600)",
            "to_timestamp(:today::int8 + (:hour::int8 + " + HOURS + ") * 3600)",
            "to_timestamp(:today::int8 + :hour::int8 * 3600)",
            "to_timestamp(:today::int8 + (:hour::int8 + " + HOURS + ") * 3600)",
            "NULL",
            ":terms",
            "now()",
            Fleet.userIdSql("0"),
            "'booking-confirmed'",
            ":payload",
            "'benchmark'",
            "NULL");

    private CreatingBookings() {}

    /** 3a. */
    static final class OfManyCars implements Contest {
        @Override
        public String id() {
            return "3a";
        }

        @Override
        public boolean needsCopy() {
            return true;
        }

        @Override
        public Row run(Arena arena) {
            var drained = new ArrayList<Duration>();
            var sides = new Duel(arena)
                    .fight(
                            new Duel.Side("gateway", "generator", time -> {
                                var round = arena.http().run(fresh(arena, time));
                                drained.add(arena.system().drain());
                                arena.system().untilMailsAreOut();
                                return round;
                            }),
                            yardstick(arena, 0, arena.fleet().cars() - 1, FIRST_HOUR, LAST_HOUR - 1));
            // The first was the warm-up.
            var slowest =
                    seconds(drained.stream().skip(1).max(Duration::compareTo).orElseThrow());
            var median = sides.get(0).median();
            return new Row(
                    id(),
                    "Create a booking: random car, random window",
                    sides,
                    List.of(
                            Goal.atLeast("of pgbench", Row.ratio(sides), 0.45),
                            Goal.atMost("p99, ms", median.latencies().p99(), 30),
                            Goal.atMost("outbox empty after, s", slowest, 5)),
                    List.of(
                            "CPU seconds of our side hold what events cost after the load, too: mails, live events, index."),
                    Sides.today());
        }
    }

    /** New ones for each round: those of the round before are taken. */
    private static HttpLoad fresh(Arena arena, Duration time) {
        var random = new Random();
        return arena.load(
                        "create",
                        (int) time.toSeconds() * MOST_A_SECOND,
                        n -> shot(
                                arena.system().customers(),
                                n,
                                random.nextInt(arena.fleet().cars()),
                                random.nextInt(FIRST_HOUR, LAST_HOUR)))
                .lasting(time);
    }

    /** 3b. */
    static final class OfOneCar implements Contest {
        @Override
        public String id() {
            return "3b";
        }

        @Override
        public boolean needsCopy() {
            return true;
        }

        @Override
        public Row run(Arena arena) {
            var hour = FIRST_HOUR;
            var ours = arena.load(
                    "same-car", Fleet.CUSTOMERS, n -> shot(arena.system().customers(), n, 0, hour));
            var sides = new Duel(arena).fight(Sides.gateway(arena, ours), yardstick(arena, 0, 0, hour, hour));
            return new Row(
                    id(),
                    "Create a booking: every client the same car and window",
                    sides,
                    List.of(Goal.atLeast("of pgbench", Row.ratio(sides), 0.5)),
                    List.of(
                            "One client gets the car, in the warm-up; every other answer is 409 with the next free windows."),
                    Sides.today());
        }
    }

    private static Shot shot(Customers customers, int n, int car, int hour) {
        return shot(customers, n, car, Fleet.window(hour, HOURS));
    }

    static Shot shot(Customers customers, int n, int car, Window window) {
        return Shot.post(
                        "/bookings",
                        "{\"carId\":\"%s\",\"pickupTime\":\"%s\",\"dropoffTime\":\"%s\"}"
                                .formatted(Fleet.carId(car), window.from(), window.to()))
                .as(customers.token(n % Fleet.CUSTOMERS));
    }

    private static Duel.Side yardstick(Arena arena, int firstCar, int lastCar, int firstHour, int lastHour) {
        var script = example(arena)
                .random("car", firstCar, lastCar)
                .random("hour", firstHour, lastHour)
                .random("today", Fleet.today().getEpochSecond(), Fleet.today().getEpochSecond());
        return Sides.sql(arena, arena.alone(), "serializable", List.of(script));
    }

    /** With terms and event of a booking that the service has made, so that the yardstick writes as much. */
    private static Script example(Arena arena) {
        var random = new Random();
        var customers = arena.system().customers();
        var shot = shot(customers, 0, random.nextInt(1, arena.fleet().cars()), random.nextInt(FIRST_HOUR, LAST_HOUR));
        var booked = ApiClient.of(arena.system().gateway().toString())
                .as(customers.token(0))
                .post("/bookings", shot.body());
        if (booked.status() != 201) {
            throw new IllegalStateException("No example of a booking: " + booked);
        }
        var id = booked.text("/id");
        try (var database = Database.at(arena.system().database("booking"))) {
            return Script.of(ServiceSql.CREATE_BOOKING, VALUES)
                    .text("terms", database.text("SELECT terms FROM booking WHERE id = '" + id + "'"))
                    .text("payload", database.text("SELECT payload FROM outbox WHERE aggregate_id = '" + id + "'"));
        }
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
