package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Which cars were changed, or had their calendars changed, of late. Triggers note each with the number of its transaction, so
 * that what is mended by hand is noted, too. It reaches back no further than to the time before last that {@link #keep} was
 * run, and not beyond a crash, for it is not logged.
 */
public final class CalendarJournal {
    /** Whoever has to read this many cars anew may as well forget all. */
    private static final int MOST_CHANGES = 200;

    /**
     * A transaction that this statement does not see yet has a number from {@code horizon} on: what it changes is found by
     * asking for those next time. The number stands in a SELECT of its own so that one plan serves all.
     */
    static final String CHANGES = """
            SELECT journal.tableoid::bigint AS identity, journal.kept_from::text::bigint AS kept_from,
                   pg_postmaster_start_time() AS server,
                   pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon,
                   ARRAY(SELECT car_id FROM calendar_change
                          WHERE made_in >= (SELECT $1::text::xid8)
                          ORDER BY made_in
                          LIMIT %d) AS changed
              FROM calendar_journal AS journal
            """.formatted(MOST_CHANGES + 1);

    /**
     * Forgets what is older than the last time. Numbers that no transaction has had yet come from another server's backup.
     * Nobody may find the notes gone and the journal still to reach back to them, which is why this is one statement.
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

    private final SqlClient reads;
    private final SqlClient bookkeeping;
    private String lastHorizon;

    /** @param bookkeeping READ COMMITTED: what is forgotten here is no reason for anyone to begin anew */
    public CalendarJournal(SqlClient reads, SqlClient bookkeeping) {
        this.reads = requireNonNull(reads);
        this.bookkeeping = requireNonNull(bookkeeping);
    }

    /**
     * A moment in the life of one database. A server that is started anew, or a table that is created anew, begins another
     * life: its numbers have nothing to do with those before.
     *
     * @param horizon the first transaction of which something may not have been seen
     * @param keptFrom the first transaction whose changes are still noted
     */
    record Moment(OffsetDateTime server, long identity, long horizon, long keptFrom) {
        private boolean tellsAllSince(Moment earlier) {
            return server.equals(earlier.server)
                    && identity == earlier.identity
                    && keptFrom <= earlier.horizon
                    && earlier.horizon <= horizon;
        }
    }

    /**
     * What has happened since some moment.
     *
     * @param moment the present; empty while nothing is noted
     * @param changed the cars that were changed; empty when not all of them are known any more
     */
    record Changes(Optional<Moment> moment, Optional<Set<UUID>> changed) {}

    /** What has happened since a moment. @param since empty when all would be new anyway */
    Future<Changes> since(Optional<Moment> since) {
        var horizon = since.map(Moment::horizon).map(String::valueOf).orElse(null);
        return reads.preparedQuery(CHANGES).execute(Tuple.of(horizon)).map(rows -> {
            var row = rows.iterator();
            return row.hasNext() ? changes(row.next(), since) : new Changes(Optional.empty(), Optional.empty());
        });
    }

    private static Changes changes(Row row, Optional<Moment> since) {
        var moment = new Moment(
                row.getOffsetDateTime("server"),
                row.getLong("identity"),
                row.getLong("horizon"),
                row.getLong("kept_from"));
        var changed = row.getArrayOfUUIDs("changed");
        return new Changes(
                Optional.of(moment),
                since.filter(moment::tellsAllSince)
                        .filter(earlier -> changed.length <= MOST_CHANGES)
                        .map(earlier -> Set.copyOf(List.of(changed))));
    }

    /** Forgets what was noted before the last time this was run here. Several instances may do so at once. */
    public Future<Void> keep() {
        return bookkeeping
                .preparedQuery(KEEP)
                .execute(Tuple.of(lastHorizon))
                .onSuccess(kept -> lastHorizon = kept.iterator().next().getString("horizon"))
                .mapEmpty();
    }
}
