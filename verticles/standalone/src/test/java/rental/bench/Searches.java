package rental.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import rental.bench.load.HttpLoad;
import rental.bench.load.Requests;
import rental.bench.load.Requests.Shot;
import rental.bench.report.Goal;
import rental.bench.report.Measured;
import rental.bench.report.Row;
import rental.bench.servers.Fleet;
import rental.contract.Window;

/** Searches through the gateway beside the same queries sent to Elasticsearch itself. */
final class Searches {
    private static final int QUESTIONS = 400;
    private static final double OF_ELASTICSEARCH = 0.7;

    private Searches() {}

    /** What is asked, in both forms. */
    private record Question(Shot gateway, Shot elasticsearch) {}

    private static HttpLoad load(
            Arena arena, String name, URI server, List<Question> questions, Function<Question, Shot> form) {
        var requests = Requests.write(arena.file(name), server, questions.size(), n -> form.apply(questions.get(n)));
        return HttpLoad.of(
                requests, arena.config().connections(), arena.config().time());
    }

    private static Duel.Side gateway(Arena arena, String what, List<Question> questions) {
        return Sides.http(
                "gateway" + what,
                arena,
                load(
                        arena,
                        "gateway" + what.replace(" ", "-"),
                        arena.system().gateway(),
                        questions,
                        Question::gateway));
    }

    private static Duel.Side elasticsearch(Arena arena, String what, List<Question> questions) {
        var server = URI.create(arena.backends().elasticsearch());
        return Sides.http(
                "Elasticsearch" + what,
                arena,
                load(arena, "elasticsearch" + what.replace(" ", "-"), server, questions, Question::elasticsearch));
    }

    /**
     * 5a: a page of cars near a place, with and without dates.
     *
     * @param id with the fleet's place among those that are compared
     * @param smallest what the smallest fleet came to, once it is known
     */
    record OfPlaces(String id, Optional<Row> smallest) implements Contest {
        private static final int LAST_DAY = 300;
        private static final double COST = 2;

        @Override
        public Row run(Arena arena) {
            var plain = new ArrayList<Question>();
            var dated = new ArrayList<Question>();
            var random = new Random();
            try (var recorded = new RecordedQueries(arena.system().indexPrefix())) {
                for (var n = 0; n < QUESTIONS; n++) {
                    var car = random.nextInt(arena.fleet().cars());
                    plain.add(question(arena.fleet(), recorded, car, Optional.empty()));
                    var window = Fleet.window(24 * random.nextInt(1, LAST_DAY), 24 * random.nextInt(1, 8));
                    dated.add(question(arena.fleet(), recorded, car, Optional.of(window)));
                }
            }
            var sides = new Duel(arena)
                    .fight(
                            gateway(arena, " without dates", plain),
                            elasticsearch(arena, " without dates", plain),
                            gateway(arena, " with dates", dated),
                            elasticsearch(arena, " with dates", dated));
            return new Row(
                    id,
                    "Search among %,d cars with %d windows each"
                            .formatted(arena.fleet().cars(), arena.fleet().bookingsOfACar()),
                    sides,
                    goals(sides),
                    List.of("%,d cars within reach of a search, at most."
                            .formatted(
                                    Math.min(arena.fleet().cars(), arena.fleet().carsOfACity()))),
                    Sides.today());
        }

        private static Question question(Fleet fleet, RecordedQueries recorded, int car, Optional<Window> window) {
            var near = fleet.city(car);
            var times = window.map(asked -> "&pickupTime=" + asked.from() + "&dropoffTime=" + asked.to())
                    .orElse("");
            return new Question(
                    Shot.get("/search?latitude=%s&longitude=%s%s".formatted(near.latitude(), near.longitude(), times)),
                    recorded.search(near, window));
        }

        private List<Goal> goals(List<Measured> sides) {
            var goals = new ArrayList<>(List.of(
                    Goal.atLeast("without dates, of Elasticsearch", rate(sides, 0) / rate(sides, 1), OF_ELASTICSEARCH),
                    Goal.atLeast("with dates, of Elasticsearch", rate(sides, 2) / rate(sides, 3), OF_ELASTICSEARCH),
                    Goal.atLeast("with dates, of without", rate(sides, 2) / rate(sides, 0), 0.9)));
            smallest.ifPresent(row -> {
                goals.add(Goal.atMost(
                        "cost without dates, of the smallest fleet", rate(row.sides(), 0) / rate(sides, 0), COST));
                goals.add(Goal.atMost(
                        "cost with dates, of the smallest fleet", rate(row.sides(), 2) / rate(sides, 2), COST));
            });
            return goals;
        }

        private static double rate(List<Measured> sides, int side) {
            return sides.get(side).median().perSecond();
        }
    }

    /** 5b: names that begin with a few letters. */
    static final class Suggestions implements Contest {
        private static final List<String> PREFIXES =
                List.of("te", "tes", "ren", "volv", "toyota c", "kia", "fo", "aud", "bmw", "fiat a");

        @Override
        public String id() {
            return "5b";
        }

        @Override
        public Row run(Arena arena) {
            List<Question> questions;
            try (var recorded = new RecordedQueries(arena.system().indexPrefix())) {
                questions = PREFIXES.stream()
                        .map(prefix -> new Question(
                                Shot.get("/search/suggest?prefix=" + prefix.replace(" ", "%20")),
                                recorded.suggest(prefix)))
                        .toList();
            }
            var sides = new Duel(arena)
                    .fight(gateway(arena, " suggestions", questions), elasticsearch(arena, " suggestions", questions));
            return new Row(id(), "Suggest names", sides, List.of(), List.of(), Sides.today());
        }
    }
}
