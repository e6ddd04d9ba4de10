package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.upkeep.Portions;

/** The answers remembered under idempotency keys, for 24 hours. They are written by {@link Cars#insertOnce}. */
final class IdempotencyKeys {
    static final String CONSTRAINT = "idempotency_key_taken";
    private static final Duration LIFE = Duration.ofHours(24);
    private static final int PORTION = 1_000;

    private static final String FIND = """
            SELECT request_hash, car_id, answer, created_at
              FROM idempotency_key
             WHERE caller = $1
               AND key = $2
               AND created_at > $3
            """;

    private static final String FORGET = """
            DELETE FROM idempotency_key
             WHERE (caller, key) IN (SELECT caller, key
                                       FROM idempotency_key
                                      WHERE created_at <= $1
                                      LIMIT $2
                                        FOR UPDATE SKIP LOCKED)
            """;

    private final Pool pool;

    IdempotencyKeys(Pool pool) {
        this.pool = requireNonNull(pool);
    }

    /**
     * What was answered before.
     *
     * @param answer the body of the 201
     */
    record Remembered(byte[] fingerprint, UUID carId, byte[] answer) {}

    Future<Optional<Remembered>> find(IdempotencyKey key, Instant now) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(key.caller(), key.key(), CarRows.time(now.minus(LIFE))))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(IdempotencyKeys::remembered)
                        .findFirst());
    }

    /** Forgets the keys whose time is over. */
    Future<Void> forgetExpired(Instant now) {
        var values = Tuple.of(CarRows.time(now.minus(LIFE)), PORTION);
        return Portions.untilDone(
                PORTION, () -> pool.preparedQuery(FORGET).execute(values).map(RowSet::rowCount));
    }

    private static Remembered remembered(Row row) {
        return new Remembered(
                row.getBuffer("request_hash").getBytes(),
                row.getUUID("car_id"),
                row.getBuffer("answer").getBytes());
    }
}
