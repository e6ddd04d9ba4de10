package rental.runtime.sql;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * What a failed statement means: the one place that reads SQLSTATE.
 *
 * @param kind what can be done about it
 * @param sqlState PostgreSQL's code, {@code 00000} when the statement never reached the database
 * @param constraint the constraint that refused the change, when one did
 */
public record SqlFailure(Kind kind, String sqlState, Optional<String> constraint) {

    /** What can be done about a failed statement. */
    public enum Kind {
        /** Another transaction was in the way (40001, 40P01): all of it can be run again at once. */
        CONFLICT,
        /** A unique constraint refused the row (23505). */
        UNIQUE,
        /** An exclusion constraint refused the row (23P01). */
        EXCLUSION,
        /** A limit was reached while waiting or working (55P03, 57014, 25P04, a full queue): try again later. */
        OVERLOADED,
        /** The database cannot be reached, or is going down or coming up. */
        UNAVAILABLE,
        /** A bug. */
        OTHER
    }

    private static final String NONE = "00000";
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    private static final String LOCK_TIMEOUT = "55P03";
    private static final Set<String> LIMITS = Set.of(LOCK_TIMEOUT, "57014", "25P04", "53200", "53300", "53400");
    private static final Set<String> COMING_OR_GOING = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    /** Reads a failure of the PostgreSQL client. */
    public static SqlFailure of(Throwable failure) {
        if (failure instanceof PgException refused) {
            return new SqlFailure(
                    kindOf(refused.getSqlState()), refused.getSqlState(), Optional.ofNullable(refused.getConstraint()));
        }
        return new SqlFailure(kindOf(failure), NONE, Optional.empty());
    }

    /** Whether waiting a little and trying again may help. */
    public boolean isTransient() {
        return kind == Kind.CONFLICT || kind == Kind.OVERLOADED || kind == Kind.UNAVAILABLE;
    }

    /** Whether the statement waited too long for what another transaction holds. */
    public boolean isLockTimeout() {
        return sqlState.equals(LOCK_TIMEOUT);
    }

    private static Kind kindOf(String sqlState) {
        if (CONFLICTS.contains(sqlState)) {
            return Kind.CONFLICT;
        }
        if (LIMITS.contains(sqlState)) {
            return Kind.OVERLOADED;
        }
        if (COMING_OR_GOING.contains(sqlState) || sqlState.startsWith("08")) {
            return Kind.UNAVAILABLE;
        }
        return switch (sqlState) {
            case "23505" -> Kind.UNIQUE;
            case "23P01" -> Kind.EXCLUSION;
            default -> Kind.OTHER;
        };
    }

    private static Kind kindOf(Throwable failure) {
        if (failure instanceof ConnectionPoolTooBusyException || isPoolTimeout(failure)) {
            return Kind.OVERLOADED;
        }
        if (failure instanceof ClosedConnectionException || failure instanceof IOException || isCutOff(failure)) {
            return Kind.UNAVAILABLE;
        }
        return Kind.OTHER;
    }

    /** A statement that stood behind others on a connection that then broke is told by the same exception. */
    private static boolean isCutOff(Throwable failure) {
        return failure instanceof VertxException
                && String.valueOf(failure.getMessage()).startsWith("Pending requests failed to be sent");
    }

    /** The pool tells of a wait that was too long by its most general exception and these words. */
    private static boolean isPoolTimeout(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof VertxException && "Timeout waiting for connection".equals(failure.getMessage());
    }
}
