package rental.bench;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import rental.bench.load.Requests.Shot;
import rental.bench.load.Script;
import rental.bench.report.Goal;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;

/** A booking by its id, and which of many cars are free. */
final class ReadingBookings {
    private static final String READS = "read committed";

    private ReadingBookings() {}

    /** 3c. */
    static final class ById implements Contest {
        private static final int REQUESTS = 50_000;

        @Override
        public String id() {
            return "3c";
        }

        @Override
        public Row run(Arena arena) {
            var random = new Random();
            var ours = arena.load("get-booking", REQUESTS, n -> {
                var booking = random.nextInt(arena.fleet().bookings());
                return Shot.get("/bookings/" + Fleet.bookingId(booking))
                        .as(arena.system().customers().token(Fleet.customerOf(booking)));
            });
            var script = Script.of(ServiceSql.FIND_BOOKING, List.of(Fleet.bookingIdSql(":booking")))
                    .random("booking", 0, arena.fleet().bookings() - 1L);
            var sides = new Duel(arena).fight(Sides.gateway(arena, ours), Sides.sql(arena, READS, List.of(script)));
            return new Row(
                    id(),
                    "Get a booking by its id",
                    sides,
                    List.of(Goal.atLeast("a second", sides.get(0).median().perSecond(), 10_000)),
                    List.of(),
                    Sides.today());
        }
    }

    /** 3d. */
    static final class Availability implements Contest {
        private static final int REQUESTS = 5_000;
        private static final int CARS = 100;
        private static final int SETS = 20;
        private static final int HOURS = 48;
        private static final int LAST_HOUR = 330 * 24;

        @Override
        public String id() {
            return "3d";
        }

        @Override
        public Row run(Arena arena) {
            var random = new Random();
            var sets = IntStream.range(0, SETS)
                    .mapToObj(set -> random.ints(0, arena.fleet().cars())
                            .distinct()
                            .limit(CARS)
                            .mapToObj(Fleet::carId)
                            .toList())
                    .toList();
            var ours = arena.load(
                    "availability",
                    REQUESTS,
                    n -> shot(sets.get(n % SETS), random.nextInt(24, LAST_HOUR))
                            .as(arena.system().customers().admin()));
            var scripts = sets.stream().map(Availability::script).toList();
            var sides = new Duel(arena).fight(Sides.gateway(arena, ours), Sides.sql(arena, READS, scripts));
            return new Row(id(), "Availability of 100 cars for a window", sides, List.of(), List.of(), Sides.today());
        }

        private static Shot shot(List<UUID> cars, int hour) {
            var window = Fleet.window(hour, HOURS);
            return Shot.post(
                    "/bookings/availability",
                    "{\"carIds\":[%s],\"pickupTime\":\"%s\",\"dropoffTime\":\"%s\"}"
                            .formatted(
                                    cars.stream().map(id -> "\"" + id + "\"").collect(joining(",")),
                                    window.from(),
                                    window.to()));
        }

        private static Script script(List<UUID> cars) {
            var ids = cars.stream().map(UUID::toString).collect(joining(",", "'{", "}'::uuid[]"));
            var today = Fleet.today().getEpochSecond();
            return Script.of(
                            ServiceSql.FREE_CARS,
                            List.of(
                                    ids,
                                    "array_fill(1, ARRAY[" + CARS + "])",
                                    "ARRAY[to_timestamp(:today::int8 + :hour::int8 * 3600)]",
                                    "ARRAY[to_timestamp(:today::int8 + (:hour::int8 + " + HOURS + ") * 3600)]",
                                    "now()"))
                    .random("hour", 24, LAST_HOUR - 1)
                    .random("today", today, today);
        }
    }
}
