package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import rental.contract.health.HealthReport;

/** Whether anybody does not hear of a service's facts: a fact is overdue when a consumer lacks it after a minute. */
public final class Undelivered {
    private final OutboxTable table;
    private final List<String> consumers;

    /**
     * @param database that holds the outbox
     * @param consumers the services that take its facts
     */
    public Undelivered(SqlClient database, List<String> consumers) {
        this.table = new OutboxTable(requireNonNull(database));
        this.consumers = List.copyOf(consumers);
    }

    /** The service's health: degraded while a consumer lacks something, unhealthy while the database does not answer. */
    public Future<HealthReport> health() {
        return health(List::of);
    }

    /** @param more what else keeps the service from doing all, one sentence each */
    public Future<HealthReport> health(Supplier<List<String>> more) {
        return Future.all(consumers.stream().map(table::backlog).toList())
                .map(all -> Stream.concat(reasons(all.list()).stream(), more.get().stream())
                        .toList())
                .map(HealthReport::degraded)
                .otherwise(HealthReport.unhealthy("The database does not answer."));
    }

    private List<String> reasons(List<OutboxTable.Backlog> backlogs) {
        return IntStream.range(0, consumers.size())
                .filter(index -> backlogs.get(index).overdue() > 0)
                .mapToObj(index -> "Events wait for " + consumers.get(index) + " for longer than a minute ("
                        + backlogs.get(index).overdue() + ").")
                .toList();
    }
}
