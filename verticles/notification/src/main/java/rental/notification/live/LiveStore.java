package rental.notification.live;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import rental.contract.notification.LiveEvent;
import rental.contract.notification.ReadLiveEvents;
import rental.contract.notification.ReadLiveEvents.LivePage;

/**
 * The stream in the database. Positions are given out under a lock that is held until the commit: so they have no gaps,
 * and who has read up to one has missed none before it. A sequence would promise neither.
 */
public final class LiveStore {
    private static final String ADD = """
            WITH moved AS (
                UPDATE live_position SET last = last + cardinality($1::uuid[])
                RETURNING last - cardinality($1::uuid[]) AS before),
            added AS (
                INSERT INTO live_event (position, event_id, user_id, type, occurred_at, data)
                SELECT moved.before + e.n, e.event_id, e.user_id, e.type, e.occurred_at, e.data
                  FROM moved,
                       unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
                           WITH ORDINALITY AS e (event_id, user_id, type, occurred_at, data, n))
            SELECT before FROM moved
            """;

    /** One statement, so that the events and the position are of one moment. */
    private static final String READ_ALL = """
            SELECT p.last, coalesce((SELECT min(position) FROM live_event), p.last + 1) AS oldest,
                   e.position, e.event_id, e.user_id, e.type, e.occurred_at, e.data
              FROM live_position p
              LEFT JOIN LATERAL (SELECT position, event_id, user_id, type, occurred_at, data
                                   FROM live_event
                                  WHERE position > $1
                                  ORDER BY position
                                  LIMIT $2) e ON true
             ORDER BY e.position
            """;

    private static final String READ_OF_USER = READ_ALL.replace("WHERE ", "WHERE user_id = $3 AND ");

    private final SqlClient reads;

    public LiveStore(SqlClient reads) {
        this.reads = requireNonNull(reads);
    }

    /** Puts events at the end of the stream, in the running transaction. @return the same in their places */
    public Future<List<LiveEvent>> add(SqlConnection transaction, List<NewLiveEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var rows = Tuple.tuple()
                .addArrayOfUUID(events.stream().map(NewLiveEvent::eventId).toArray(UUID[]::new))
                .addArrayOfUUID(events.stream().map(NewLiveEvent::userId).toArray(UUID[]::new))
                .addArrayOfString(events.stream().map(NewLiveEvent::type).toArray(String[]::new))
                .addArrayOfOffsetDateTime(events.stream()
                        .map(event -> event.occurredAt().atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(events.stream().map(NewLiveEvent::data).toArray(String[]::new));
        return transaction.preparedQuery(ADD).execute(rows).map(moved -> {
            var before = moved.iterator().next().getLong("before");
            return IntStream.range(0, events.size())
                    .mapToObj(i -> events.get(i).at(before + 1 + i))
                    .toList();
        });
    }

    public Future<LivePage> read(ReadLiveEvents question) {
        var parameters = Tuple.of(question.after(), question.limit());
        question.userId().ifPresent(parameters::addUUID);
        return reads.preparedQuery(question.userId().isPresent() ? READ_OF_USER : READ_ALL)
                .execute(parameters)
                .map(rows -> page(question, rows.stream().toList()));
    }

    private static LivePage page(ReadLiveEvents question, List<Row> rows) {
        var last = rows.get(0).getLong("last");
        var events = rows.stream()
                .filter(row -> row.getLong("position") != null)
                .map(LiveStore::event)
                .toList();
        var isFull = events.size() == question.limit();
        var upTo = isFull ? events.get(events.size() - 1).position() : last;
        return new LivePage(events, upTo, last, rows.get(0).getLong("oldest"));
    }

    private static LiveEvent event(Row row) {
        return new LiveEvent(
                row.getLong("position"),
                row.getUUID("event_id"),
                row.getUUID("user_id"),
                row.getString("type"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getString("data"));
    }
}
