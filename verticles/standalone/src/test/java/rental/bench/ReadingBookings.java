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
        /** What a service would ask that remembers nothing: one probe of the index of ends for each car. */
        private static final String ASKED_ANEW = """
                SELECT c.id, c.price_per_day::text, c.currency, c.time_zone
                  FROM unnest($1::uuid[]) AS asked (id)
                  JOIN car c ON c.id = asked.id AND c.active
                  LEFT JOIN LATERAL (
                       SELECT lower(b.blocked) AS starts
                         FROM booking b
                        WHERE b.car_id = asked.id AND upper(b.blocked) > $2::timestamptz AND b.status <> 'cancelled'
                          AND (b.status <> 'held' OR b.hold_expires_at > now())
                        ORDER BY upper(b.blocked)
                        LIMIT 1) next ON true
                 WHERE next.starts IS NULL OR next.starts >= $3::timestamptz + c.turnaround_minutes * interval '1 minute'
                """;

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
            var from = "to_timestamp(:today::int8 + :hour::int8 * 3600)";
            var to = "to_timestamp(:today::int8 + (:hour::int8 + " + HOURS + ") * 3600)";
            return Script.of(ASKED_ANEW, List.of(ids, from, to))
                    .random("hour", 24, LAST_HOUR - 1)
                    .random("today", today, today);
        }
    }
}
