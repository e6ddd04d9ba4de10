package rental.runtime.outbox;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.stream.IntStream;

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

    /**
     * For the service's health.
     *
     * @return one sentence for each consumer that lacks something; fails when the database does not answer
     */
    public Future<List<String>> reasons() {
        return Future.all(consumers.stream().map(table::backlog).toList()).map(all -> reasons(all.list()));
    }

    private List<String> reasons(List<OutboxTable.Backlog> backlogs) {
        return IntStream.range(0, consumers.size())
                .filter(index -> backlogs.get(index).overdue() > 0)
                .mapToObj(index -> "Events wait for " + consumers.get(index) + " for longer than a minute ("
                        + backlogs.get(index).overdue() + ").")
                .toList();
    }
}
