package rental.notification;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.runtime.http.Cursor;
import rental.runtime.http.PageRequest;

/** The lists of notifications, and the retry of those that were given up. */
final class Notifications {
    private static final UUID BEFORE_ALL = new UUID(-1, -1);

    private static final String OF_USER = """
            SELECT id, kind, channel, status, subject, created_at, sent_at
              FROM notification
             WHERE user_id = $1 AND id < $2
             ORDER BY id DESC
             LIMIT $3
            """;

    private static final String DEAD = """
            SELECT id, kind, channel, status, subject, created_at, sent_at
              FROM notification
             WHERE status = 'dead' AND id < $1
             ORDER BY id DESC
             LIMIT $2
            """;

    /** What was given up begins anew; what waits for its next attempt is tried now; what is being sent is left alone. */
    private static final String RETRY = """
            WITH found AS (
                SELECT id, status, facts IS NULL AS forgotten FROM notification WHERE id = $1 FOR UPDATE),
            retried AS (
                UPDATE notification n
                   SET status = CASE n.status WHEN 'dead' THEN 'failed' ELSE n.status END,
                       attempts = CASE n.status WHEN 'dead' THEN 0 ELSE n.attempts END,
                       due_at = CASE WHEN n.lease IS NULL THEN now() ELSE n.due_at END
                  FROM found
                 WHERE n.id = found.id AND n.status <> 'sent' AND NOT found.forgotten)
            SELECT status, forgotten FROM found
            """;

    private final SqlClient reads;
    private final SqlClient writes;

    Notifications(SqlClient reads, SqlClient writes) {
        this.reads = requireNonNull(reads);
        this.writes = requireNonNull(writes);
    }

    /** What came of asking for another attempt. */
    enum Retried {
        ACCEPTED,
        UNKNOWN,
        SENT_ALREADY,
        TOO_LATE
    }

    Future<List<Notification>> of(UUID userId, PageRequest page) {
        return list(OF_USER, Tuple.of(userId, before(page), page.fetch()));
    }

    Future<List<Notification>> dead(PageRequest page) {
        return list(DEAD, Tuple.of(before(page), page.fetch()));
    }

    static Cursor position(Notification notification) {
        return Cursor.at(notification.id());
    }

    Future<Retried> retry(UUID id) {
        return writes.preparedQuery(RETRY).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                return Retried.UNKNOWN;
            }
            var found = rows.iterator().next();
            if (found.getString("status").equals("sent")) {
                return Retried.SENT_ALREADY;
            }
            return found.getBoolean("forgotten") ? Retried.TOO_LATE : Retried.ACCEPTED;
        });
    }

    private Future<List<Notification>> list(String sql, Tuple parameters) {
        return reads.preparedQuery(sql)
                .mapping(Notifications::notification)
                .execute(parameters)
                .map(rows -> rows.stream().toList());
    }

    private static UUID before(PageRequest page) {
        return page.after().map(cursor -> cursor.uuid(0)).orElse(BEFORE_ALL);
    }

    private static Notification notification(Row row) {
        return new Notification(
                row.getUUID("id"),
                row.getString("kind"),
                row.getString("channel"),
                row.getString("status"),
                row.getString("subject"),
                row.getOffsetDateTime("created_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("sent_at")).map(OffsetDateTime::toInstant));
    }
}
