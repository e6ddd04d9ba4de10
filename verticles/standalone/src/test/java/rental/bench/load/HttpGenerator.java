package rental.bench.load;

/** Sends requests from a process of its own, on one thread. */
public interface HttpGenerator {

    /** Blocks until the load's time is over. */
    Round run(HttpLoad load);

    /** What it is called in a report. */
    String name();

    /** {@code wrk} where this machine has it, else our own. */
    static HttpGenerator best() {
        return Commands.find("wrk").map(wrk -> (HttpGenerator) new Wrk(wrk)).orElseGet(VertxGenerator::new);
    }
}
