package rental.bench;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import rental.bench.load.HttpLoad;
import rental.bench.load.Script;
import rental.bench.load.SqlGenerator.SqlLoad;

/** The usual sides of a contest. */
final class Sides {
    private Sides() {}

    static Duel.Side gateway(Arena arena, HttpLoad load) {
        return http("gateway", arena, load);
    }

    static Duel.Side http(String name, Arena arena, HttpLoad load) {
        return new Duel.Side(name, "generator", time -> arena.http().run(load.lasting(time)));
    }

    /** The services' own database. @param isolation of the transactions */
    static Duel.Side sql(Arena arena, String isolation, List<Script> scripts) {
        return sql(arena, arena.system().database("booking"), isolation, scripts);
    }

    static Duel.Side sql(Arena arena, String database, String isolation, List<Script> scripts) {
        var load = new SqlLoad(
                database,
                isolation,
                scripts,
                arena.config().connections(),
                arena.config().time());
        return new Duel.Side(
                arena.sql().name(), "generator", time -> arena.sql().run(load.lasting(time)));
    }

    /** In UTC. */
    static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }
}
