package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.event.Event;
import rental.contract.event.ListParkedEvents;
import rental.contract.event.ParkedEvents.Parked;
import rental.runtime.bus.RequestContext;

/** The statements on {@code outbox} and {@code outbox_parked}. */
final class OutboxTable {
    /** The consumer's name is repeated as a literal so that the partial index of that consumer serves; see the changelogs. */
    private static final String PENDING = """
            SELECT id, event_id, type, aggregate_id, payload::text AS payload, request_id, traceparent, occurred_at
              FROM outbox
             WHERE '%s' = ANY (pending)
             ORDER BY id
             LIMIT $1
            """;

    private static final String ACKNOWLEDGE = """
            UPDATE outbox
               SET pending = array_remove(pending, $2),
                   payload = CASE WHEN secret AND pending = ARRAY[$2] THEN '{}' ELSE payload END
             WHERE id = ANY ($1)
            """;

    private static final String PARK = """
            WITH refused AS (
                UPDATE outbox SET pending = array_remove(pending, $2) WHERE id = $1 RETURNING id)
            INSERT INTO outbox_parked (outbox_id, consumer, error, attempts)
            SELECT id, $2, $3, $4 FROM refused
            """;

    private static final String UNPARK = """
            WITH taken AS (DELETE FROM outbox_parked WHERE id = $1 RETURNING outbox_id, consumer)
            UPDATE outbox SET pending = array_append(pending, taken.consumer)
              FROM taken
             WHERE outbox.id = taken.outbox_id
            """;

    private static final String PARKED = """
            SELECT p.id, p.consumer, o.event_id, o.type, o.aggregate_id, p.error, p.attempts, p.parked_at
              FROM outbox_parked p
              JOIN outbox o ON o.id = p.outbox_id
             WHERE p.id < $1
             ORDER BY p.id DESC
             LIMIT $2
            """;

    private static final String BACKLOG = """
            SELECT count(*) AS depth,
                   count(*) FILTER (WHERE occurred_at < now() - interval '1 minute') AS overdue,
                   coalesce(extract(epoch FROM now() - min(occurred_at)), 0)::float8 AS lag
              FROM (SELECT occurred_at FROM outbox WHERE '%s' = ANY (pending) ORDER BY id LIMIT 100000) waiting
            """;

    private static final String COUNT_PARKED = "SELECT count(*) AS parked FROM outbox_parked";

    private static final String FORGET = """
            DELETE FROM outbox
             WHERE id IN (SELECT o.id
                            FROM outbox o
                           WHERE o.pending = '{}'
                             AND o.occurred_at < $1
                             AND NOT EXISTS (SELECT 1 FROM outbox_parked p WHERE p.outbox_id = o.id)
                           ORDER BY o.id
                           LIMIT $2)
            """;

    private static final String FORGET_TAKEN = """
            DELETE FROM inbox WHERE event_id IN (SELECT event_id FROM inbox WHERE taken_at < $1 LIMIT $2)
            """;

    /** One row that waits for a consumer. */
    record Waiting(long id, Event event) {}

    /** How far a consumer is behind. @param overdue those that have waited for over a minute */
    record Backlog(long depth, long overdue, double lagSeconds) {}

    private static final UUID BEFORE_ALL = new UUID(-1, -1);

    private final SqlClient database;

    OutboxTable(SqlClient database) {
        this.database = database;
    }

    Future<List<Waiting>> pending(String consumer, int limit) {
        return database.preparedQuery(PENDING.formatted(consumer))
                .mapping(OutboxTable::waiting)
                .execute(Tuple.of(limit))
                .map(rows -> rows.stream().toList());
    }

    Future<Void> acknowledge(String consumer, List<Long> ids) {
        return database.preparedQuery(ACKNOWLEDGE)
                .execute(Tuple.of(ids.toArray(Long[]::new), consumer))
                .mapEmpty();
    }

    Future<Void> park(String consumer, long id, String error, int attempts) {
        return database.preparedQuery(PARK)
                .execute(Tuple.of(id, consumer, error, attempts))
                .mapEmpty();
    }

    Future<Boolean> unpark(UUID parkedId) {
        return database.preparedQuery(UNPARK).execute(Tuple.of(parkedId)).map(rows -> rows.rowCount() > 0);
    }

    Future<List<Parked>> parked(String source, ListParkedEvents question) {
        return database.preparedQuery(PARKED)
                .mapping(row -> parked(source, row))
                .execute(Tuple.of(question.before().orElse(BEFORE_ALL), question.limit()))
                .map(rows -> rows.stream().toList());
    }

    Future<Backlog> backlog(String consumer) {
        return database.preparedQuery(BACKLOG.formatted(consumer))
                .mapping(row -> new Backlog(row.getLong("depth"), row.getLong("overdue"), row.getDouble("lag")))
                .execute()
                .map(rows -> rows.iterator().next());
    }

    Future<Long> countParked() {
        return database.preparedQuery(COUNT_PARKED)
                .execute()
                .map(rows -> rows.iterator().next().getLong("parked"));
    }

    /** Deletes what every consumer has had for longer than the retention. @return how many rows went, at most the limit */
    Future<Integer> forget(Duration retention, int limit) {
        return delete(FORGET, retention, limit);
    }

    Future<Integer> forgetTaken(Duration retention, int limit) {
        return delete(FORGET_TAKEN, retention, limit);
    }

    private Future<Integer> delete(String sql, Duration retention, int limit) {
        var before = OffsetDateTime.now(ZoneOffset.UTC).minus(retention);
        return database.preparedQuery(sql).execute(Tuple.of(before, limit)).map(rows -> rows.rowCount());
    }

    private static Waiting waiting(Row row) {
        return new Waiting(
                row.getLong("id"),
                new Event(
                        row.getUUID("event_id"),
                        row.getString("type"),
                        row.getUUID("aggregate_id"),
                        row.getOffsetDateTime("occurred_at").toInstant(),
                        row.getString("payload"),
                        Optional.ofNullable(row.getString("request_id")).orElseGet(RequestContext::newRequestId),
                        Optional.ofNullable(row.getString("traceparent"))));
    }

    private static Parked parked(String source, Row row) {
        return new Parked(
                row.getUUID("id"),
                source,
                row.getString("consumer"),
                row.getUUID("event_id"),
                row.getString("type"),
                row.getUUID("aggregate_id"),
                row.getString("error"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("parked_at").toInstant());
    }
}
