package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import rental.booking.application.port.Answered;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.sql.Retry;
import rental.runtime.upkeep.Portions;

/** The answers to requests with a key, in PostgreSQL. */
public final class PgAnswered implements Answered {
    private static final int PORTION = 1_000;

    private static final String RECALL = """
            SELECT fingerprint, status, location, body, created_at
              FROM idempotency_key
             WHERE caller = $1 AND key = $2
            """;

    private static final String FORGET_ONE = """
            DELETE FROM idempotency_key WHERE caller = $1 AND key = $2 AND created_at < $3
            """;

    private static final String FORGET = """
            DELETE FROM idempotency_key
             WHERE (caller, key) IN (SELECT caller, key FROM idempotency_key WHERE created_at < $1 LIMIT $2)
            """;

    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;
    private final Duration kept;

    /** @param kept how long an answer is remembered */
    public PgAnswered(Pool writes, SqlClient reads, Retry retry, Duration kept) {
        this.writes = requireNonNull(writes);
        this.reads = requireNonNull(reads);
        this.retry = requireNonNull(retry);
        this.kept = requireNonNull(kept);
    }

    @Override
    public Future<Optional<Memory>> recall(IdempotencyKey key, Instant now) {
        return reads.preparedQuery(RECALL)
                .execute(Tuple.of(key.caller(), key.key()))
                .compose(found -> {
                    if (found.size() == 0) {
                        return Future.succeededFuture(Optional.empty());
                    }
                    var row = found.iterator().next();
                    return Times.of(row, "created_at").isBefore(now.minus(kept))
                            ? forget(key, now)
                            : Future.succeededFuture(Optional.of(memory(row, key)));
                });
    }

    @Override
    public Future<Void> forget(Instant now) {
        var values = Tuple.of(Times.at(now.minus(kept)), PORTION);
        return Portions.untilDone(
                PORTION,
                () -> retry.run(() -> writes.preparedQuery(FORGET).execute(values))
                        .map(RowSet::rowCount));
    }

    private Future<Optional<Memory>> forget(IdempotencyKey key, Instant now) {
        var values = Tuple.of(key.caller(), key.key(), Times.at(now.minus(kept)));
        return retry.run(() -> writes.preparedQuery(FORGET_ONE).execute(values)).map(Optional.empty());
    }

    private static Memory memory(Row row, IdempotencyKey key) {
        return Arrays.equals(row.getBuffer("fingerprint").getBytes(), key.fingerprint())
                ? new Same(
                        row.getInteger("status"),
                        row.getString("location"),
                        row.getBuffer("body").getBytes())
                : new Other();
    }
}
