package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import rental.contract.event.Event;

/** A consumer's memory: which facts are in effect already. */
public final class Inbox {
    private static final String TAKE = """
            INSERT INTO inbox (event_id)
            SELECT unnest($1::uuid[])
                ON CONFLICT DO NOTHING
            RETURNING event_id
            """;

    private Inbox() {}

    /**
     * Remembers the facts in the running transaction.
     *
     * @return those that were not remembered before, in their order: the ones to bring into effect in this transaction
     */
    public static Future<List<Event>> fresh(SqlConnection transaction, List<Event> events) {
        var ids = events.stream().map(Event::id).distinct().toArray(UUID[]::new);
        return transaction
                .preparedQuery(TAKE)
                .execute(Tuple.tuple().addArrayOfUUID(ids))
                .map(rows -> {
                    var fresh = new HashSet<UUID>();
                    rows.forEach(row -> fresh.add(row.getUUID("event_id")));
                    return events.stream()
                            .filter(event -> fresh.remove(event.id()))
                            .toList();
                });
    }
}
