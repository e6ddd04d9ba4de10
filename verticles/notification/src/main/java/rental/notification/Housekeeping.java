package rental.notification;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import rental.runtime.upkeep.Portions;

/** Forgets what nobody needs any more, a little at a time. Safe to run on several nodes at once. */
final class Housekeeping {
    private static final int PORTION = 2_000;

    private static final String TOKENS = """
            UPDATE notification
               SET facts = NULL
             WHERE id IN (SELECT id
                            FROM notification
                           WHERE status = 'dead' AND facts IS NOT NULL AND useless_after < now()
                           ORDER BY id
                           LIMIT $1
                             FOR UPDATE SKIP LOCKED)
            """;

    private static final String NOTIFICATIONS = """
            DELETE FROM notification
             WHERE id IN (SELECT id
                            FROM notification
                           WHERE (status = 'sent' AND sent_at < now() - make_interval(secs => $2))
                              OR (status = 'dead' AND created_at < now() - make_interval(secs => $2))
                           LIMIT $1
                             FOR UPDATE SKIP LOCKED)
            """;

    private static final String LIVE_EVENTS = """
            DELETE FROM live_event
             WHERE position IN (SELECT position
                                  FROM live_event
                                 WHERE stored_at < now() - make_interval(secs => $2)
                                 ORDER BY position
                                 LIMIT $1
                                   FOR UPDATE SKIP LOCKED)
            """;

    /** Longer than any source keeps what it has delivered, so that nothing comes that was forgotten here. */
    private static final String INBOX = """
            DELETE FROM inbox
             WHERE event_id IN (SELECT event_id
                                  FROM inbox
                                 WHERE taken_at < now() - make_interval(secs => $2)
                                 LIMIT $1
                                   FOR UPDATE SKIP LOCKED)
            """;

    private static final Duration INBOX_RETENTION = Duration.ofDays(90);

    private final SqlClient database;
    private final NotificationConfig config;

    Housekeeping(SqlClient database, NotificationConfig config) {
        this.database = requireNonNull(database);
        this.config = requireNonNull(config);
    }

    Future<Void> clean() {
        return Portions.untilDone(PORTION, () -> run(TOKENS, Tuple.of(PORTION)))
                .compose(done -> Portions.untilDone(PORTION, () -> run(NOTIFICATIONS, older(config.sentRetention()))))
                .compose(done -> Portions.untilDone(PORTION, () -> run(LIVE_EVENTS, older(config.eventRetention()))))
                .compose(done -> Portions.untilDone(PORTION, () -> run(INBOX, older(INBOX_RETENTION))));
    }

    private Future<Integer> run(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters).map(rows -> rows.rowCount());
    }

    private static Tuple older(Duration retention) {
        return Tuple.of(PORTION, (double) retention.toSeconds());
    }
}
