package rental.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.bench.load.CpuClock;
import rental.bench.load.Round;
import rental.bench.report.Measured;

/** Has several sides do the same in turn, A B A B A B, so that what else goes on in the machine hits all of them alike. */
final class Duel {
    private static final Logger LOG = LoggerFactory.getLogger(Duel.class);

    private final Arena arena;
    private final CpuClock clock;

    Duel(Arena arena) {
        this(arena, arena.cpu());
    }

    /** @param clock watches whoever's CPU time is told */
    Duel(Arena arena, CpuClock clock) {
        this.arena = arena;
        this.clock = clock;
    }

    /**
     * Who takes part.
     *
     * @param name who is asked
     * @param generator whose CPU time is told as its own
     * @param rounds puts load on for so long
     */
    record Side(String name, String generator, Function<Duration, Round> rounds) {}

    /** @return the sides in the order given */
    List<Measured> fight(Side... sides) {
        var rounds = new ArrayList<List<Round>>();
        for (var side : sides) {
            side.rounds().apply(arena.config().warmUp());
            rounds.add(new ArrayList<>());
        }
        for (var round = 0; round < arena.config().rounds(); round++) {
            for (var side = 0; side < sides.length; side++) {
                rounds.get(side).add(measure(sides[side]));
            }
        }
        return IntStream.range(0, sides.length)
                .mapToObj(side -> new Measured(sides[side].name(), rounds.get(side)))
                .toList();
    }

    private Round measure(Side side) {
        var retries = arena.system().retries();
        var cpu = clock.read(side.generator());
        var round = side.rounds().apply(arena.config().time());
        var used = CpuClock.between(cpu, clock.read(side.generator()));
        var repeated = new TreeMap<>(round.retries());
        arena.system()
                .retries()
                .forEach((state, count) -> repeated.merge(state, count - retries.getOrDefault(state, 0L), Long::sum));
        repeated.values().removeIf(count -> count == 0);
        LOG.info("{}: {}/s, {}, {}", side.name(), Math.round(round.perSecond()), round.latencies(), round.answers());
        return round.with(repeated, used);
    }
}
