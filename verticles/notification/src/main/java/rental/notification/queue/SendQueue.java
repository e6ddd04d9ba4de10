package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import rental.notification.mail.Kind;

/**
 * The table {@code notification} as a queue. A claim counts the attempt and moves the time at which the notification is
 * due to the end of the lease, so that one whose node has died comes up again by itself. All times are the database's.
 */
public final class SendQueue {
    private static final String ADD = """
            INSERT INTO notification (cause, kind, channel, user_id, subject, facts, useless_after, traceparent)
            SELECT n.cause, n.kind, $8, n.user_id, n.subject, n.facts::jsonb, n.useless_after, n.traceparent
              FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
                   AS n (cause, kind, user_id, subject, facts, useless_after, traceparent)
                ON CONFLICT ON CONSTRAINT notification_once_for_each_cause_and_channel DO NOTHING
            """;

    /** An array, so that however many the planner expects, it never reads the whole table to join them. */
    private static final String CLAIM = """
            UPDATE notification
               SET attempts = attempts + 1, lease = $1, due_at = now() + make_interval(secs => $2)
             WHERE id = ANY (ARRAY(SELECT id
                                     FROM notification
                                    WHERE status IN ('pending', 'failed') AND due_at <= now() AND channel = $3
                                    ORDER BY due_at
                                    LIMIT $4
                                      FOR UPDATE SKIP LOCKED))
            RETURNING id, kind, channel, user_id, facts::text AS facts, attempts, useless_after, traceparent, lease
            """;

    /**
     * Whoever holds the lease by now: what is out is out. The facts are not needed again, and may hold a token. Locked in
     * the order of ids, so that two nodes that write down the same ones do not wait for one another.
     */
    private static final String SENT = """
            WITH found AS MATERIALIZED (
                SELECT n.id, out.subject
                  FROM notification n
                  JOIN unnest($1::uuid[], $2::text[]) AS out (id, subject) ON out.id = n.id
                 WHERE n.status <> 'sent'
                 ORDER BY n.id
                   FOR UPDATE OF n)
            UPDATE notification
               SET status = 'sent', sent_at = now(), subject = found.subject, facts = NULL, lease = NULL,
                   unreachable = false, last_error = NULL
              FROM found
             WHERE notification.id = found.id
            """;

    private static final String POSTPONED = """
            UPDATE notification
               SET status = 'failed', due_at = now() + make_interval(secs => $3), lease = NULL, last_error = $4,
                   unreachable = $5
             WHERE id = $1 AND lease = $2
            """;

    private static final String DEAD = """
            UPDATE notification
               SET status = 'dead', lease = NULL, last_error = $3, unreachable = false
             WHERE id = $1 AND lease = $2
            """;

    private static final String DROP = "DELETE FROM notification WHERE id = $1";

    private static final String HURRY = """
            UPDATE notification
               SET due_at = now()
             WHERE status = 'failed' AND unreachable AND lease IS NULL AND channel = $1 AND due_at > now()
            """;

    private final SqlClient database;
    private final String channel;

    /** @param channel the one that this installation sends through */
    public SendQueue(SqlClient database, String channel) {
        this.database = requireNonNull(database);
        this.channel = requireNonNull(channel);
    }

    /** Adds notifications in the running transaction; what was added before, for the same cause, stays as it is. */
    public Future<Void> add(SqlConnection transaction, List<NewNotice> notices) {
        if (notices.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = Tuple.tuple()
                .addArrayOfUUID(notices.stream().map(NewNotice::cause).toArray(UUID[]::new))
                .addArrayOfString(
                        notices.stream().map(notice -> notice.kind().wireName()).toArray(String[]::new))
                .addArrayOfUUID(notices.stream().map(NewNotice::userId).toArray(UUID[]::new))
                .addArrayOfString(notices.stream().map(NewNotice::subject).toArray(String[]::new))
                .addArrayOfString(notices.stream().map(NewNotice::facts).toArray(String[]::new))
                .addArrayOfOffsetDateTime(notices.stream()
                        .map(notice -> notice.uselessAfter()
                                .map(time -> time.atOffset(ZoneOffset.UTC))
                                .orElse(null))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(notices.stream()
                        .map(notice -> notice.traceparent().orElse(null))
                        .toArray(String[]::new))
                .addString(channel);
        return transaction.preparedQuery(ADD).execute(rows).mapEmpty();
    }

    /** Takes what is due, the longest overdue first, for this node alone until the lease runs out. */
    Future<List<Notice>> claim(int limit, Duration lease) {
        return database.preparedQuery(CLAIM)
                .mapping(SendQueue::notice)
                .execute(Tuple.of(UUID.randomUUID(), seconds(lease), channel, limit))
                .map(rows -> rows.stream().toList());
    }

    /** Writes down what is out. @param subjects of the mails, by notification */
    Future<Void> sent(Map<UUID, String> subjects) {
        var rows = Tuple.tuple()
                .addArrayOfUUID(subjects.keySet().toArray(UUID[]::new))
                .addArrayOfString(subjects.values().toArray(String[]::new));
        return database.preparedQuery(SENT).execute(rows).mapEmpty();
    }

    Future<Void> postponed(Notice notice, Duration wait, String reason, boolean unreachable) {
        return database.preparedQuery(POSTPONED)
                .execute(Tuple.of(notice.id(), notice.lease(), seconds(wait), reason, unreachable))
                .mapEmpty();
    }

    Future<Void> dead(Notice notice, String reason) {
        return database.preparedQuery(DEAD)
                .execute(Tuple.of(notice.id(), notice.lease(), reason))
                .mapEmpty();
    }

    /** Forgets a notification whose reader's account was erased. */
    Future<Void> drop(Notice notice) {
        return database.preparedQuery(DROP).execute(Tuple.of(notice.id())).mapEmpty();
    }

    /** Makes due what waits only because the channel was out of reach. */
    Future<Void> hurry() {
        return database.preparedQuery(HURRY).execute(Tuple.of(channel)).mapEmpty();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static Notice notice(Row row) {
        return new Notice(
                row.getUUID("id"),
                Kind.ofWireName(row.getString("kind")),
                row.getString("channel"),
                row.getUUID("user_id"),
                row.getString("facts"),
                row.getInteger("attempts"),
                Optional.ofNullable(row.getOffsetDateTime("useless_after")).map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("traceparent")),
                row.getUUID("lease"));
    }
}
