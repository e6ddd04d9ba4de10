package rental.bench.load;

import java.time.Duration;
import java.util.List;

/** Runs statements on PostgreSQL from a process of its own: the yardstick for what a service makes of the same server. */
public interface SqlGenerator {

    /**
     * What to run.
     *
     * @param database {@code postgresql://user:password@host:port/database}
     * @param isolation of its transactions, such as {@code serializable}
     * @param scripts one of them is drawn for each run
     */
    record SqlLoad(String database, String isolation, List<Script> scripts, int connections, Duration time) {
        public SqlLoad lasting(Duration otherTime) {
            return new SqlLoad(database, isolation, scripts, connections, otherTime);
        }
    }

    /** Blocks until the load's time is over. */
    Round run(SqlLoad load);

    /** What it is called in a report. */
    String name();

    /** {@code pgbench} where this machine has it, else a loop on Vert.x's client. */
    static SqlGenerator best() {
        return Commands.find("pgbench")
                .map(program -> (SqlGenerator) new PgBench(program))
                .orElseGet(SqlLoop::new);
    }
}
