package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/**
 * Keeps the journal of changed cars short, and there: it is not logged, and empty after a crash. To be run again and again;
 * instances that run it at the same time are in nobody's way.
 */
public final class CalendarJournal {
    /**
     * Forgets what is older than the last time. Numbers that no transaction has had yet come from another server's backup.
     * Nobody who reads may find the rows gone and the journal still to reach back to them, which is why this is one statement.
     */
    private static final String KEEP = """
            WITH here AS (
                SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin, pg_snapshot_xmax(pg_current_snapshot()) AS xmax),
            forgotten AS (
                DELETE FROM calendar_change USING here
                 WHERE made_in < $1::text::xid8 OR made_in >= here.xmax),
            kept AS (
                INSERT INTO calendar_journal AS journal (kept_from)
                SELECT here.xmin FROM here
                    ON CONFLICT (single) DO UPDATE
                   SET kept_from = coalesce(
                           greatest($1::text::xid8, CASE WHEN journal.kept_from <= excluded.kept_from THEN journal.kept_from END),
                           excluded.kept_from))
            SELECT xmin::text AS horizon FROM here
            """;

    private final SqlClient bookkeeping;
    private String last;

    /** @param bookkeeping READ COMMITTED: what is forgotten here is no reason for anyone to begin anew */
    public CalendarJournal(SqlClient bookkeeping) {
        this.bookkeeping = requireNonNull(bookkeeping);
    }

    /** Forgets what was noted before the last time this was run here. */
    public Future<Void> keep() {
        return bookkeeping
                .preparedQuery(KEEP)
                .execute(Tuple.of(last))
                .onSuccess(kept -> last = kept.iterator().next().getString("horizon"))
                .mapEmpty();
    }
}
