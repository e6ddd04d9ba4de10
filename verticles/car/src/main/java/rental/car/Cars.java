package rental.car;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import rental.contract.car.Car;
import rental.contract.car.CarChanged;
import rental.runtime.bus.RequestContext;
import rental.runtime.http.Cursor;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.http.Json;
import rental.runtime.http.PageRequest;
import rental.runtime.outbox.Outbox;
import rental.runtime.sql.Retry;

/** The table of cars. Each change is one statement, which writes the row and the fact that tells of it. */
final class Cars {
    private static final String FIND = "SELECT " + CarRows.COLUMNS + "\n" + """
              FROM car
             WHERE id = ANY ($1)
            """;

    private static final String SCAN = "SELECT " + CarRows.COLUMNS + "\n" + """
              FROM car
             WHERE id > $1
             ORDER BY id
             LIMIT $2
            """;

    private static final String NEWEST = "SELECT " + CarRows.COLUMNS + "\n" + """
              FROM car
             WHERE active
             ORDER BY created_at DESC, id DESC
             LIMIT $1
            """;

    private static final String NEWEST_AFTER = "SELECT " + CarRows.COLUMNS + "\n" + """
              FROM car
             WHERE active
               AND (created_at, id) < ($2, $3)
             ORDER BY created_at DESC, id DESC
             LIMIT $1
            """;

    private static final String MAKE = """
              made AS (
                INSERT INTO car (%s)
                VALUES (%s)
                RETURNING id, version
              )""".formatted(CarRows.COLUMNS, CarRows.PARAMETERS);

    private static final String CHANGE = """
              made AS (
                UPDATE car
                   SET (%s)
                     = (%s)
                 WHERE id = $1
                   AND version = $2 - 1
                   AND active
                RETURNING id, version
              )""".formatted(CarRows.COLUMNS, CarRows.PARAMETERS);

    private static final String TELL = """
              told AS (
                INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent)
                SELECT $26, made.id, $27::text::jsonb, $28, $29
                  FROM made
              )""";

    private static final String REMEMBER = """
              remembered AS (
                INSERT INTO idempotency_key (caller, key, request_hash, car_id, answer, created_at)
                SELECT $30, $31, $32, made.id, $33, $34
                  FROM made
              )""";

    private static final String DONE = " SELECT id, version FROM made";
    private static final String INSERT = "WITH " + MAKE + "," + TELL + DONE;
    private static final String INSERT_ONCE = "WITH " + MAKE + "," + TELL + "," + REMEMBER + DONE;
    private static final String UPDATE = "WITH " + CHANGE + "," + TELL + DONE;

    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;
    private final Outbox outbox;

    Cars(Pool writes, SqlClient reads, Retry retry, Outbox outbox) {
        this.writes = requireNonNull(writes);
        this.reads = requireNonNull(reads);
        this.retry = requireNonNull(retry);
        this.outbox = requireNonNull(outbox);
    }

    /** The car, also a deleted one. */
    Future<Optional<StoredCar>> find(UUID id) {
        return read(FIND, Tuple.of(new UUID[] {id})).map(cars -> cars.stream().findFirst());
    }

    /** Those of the cars that exist, deleted ones included, in no particular order. */
    Future<List<Car>> find(List<UUID> ids) {
        return read(FIND, Tuple.of(ids.toArray(UUID[]::new))).map(Cars::plain);
    }

    /** Cars in the order of their ids, deleted ones included. */
    Future<List<Car>> scan(UUID after, int limit) {
        return read(SCAN, Tuple.of(after, limit)).map(Cars::plain);
    }

    /** Cars that are not deleted, newest first. */
    Future<List<Car>> newest(PageRequest page) {
        return page.after()
                .map(after -> read(NEWEST_AFTER, Tuple.of(page.fetch(), CarRows.time(after.instant(0)), after.uuid(1))))
                .orElseGet(() -> read(NEWEST, Tuple.of(page.fetch())))
                .map(Cars::plain);
    }

    /** Where the list of {@link #newest} goes on after a car. */
    static Cursor position(Car car) {
        return Cursor.at(car.createdAt(), car.id());
    }

    Future<Void> insert(StoredCar car) {
        return write(INSERT, change(car)).mapEmpty();
    }

    /** Inserts a car and remembers the answer under the key. Fails on {@code idempotency_key_taken} when the key is known. */
    Future<Void> insertOnce(StoredCar car, IdempotencyKey key, byte[] answer, Instant now) {
        var values = change(car)
                .addUUID(key.caller())
                .addString(key.key())
                .addBuffer(Buffer.buffer(key.fingerprint()))
                .addBuffer(Buffer.buffer(answer))
                .addOffsetDateTime(CarRows.time(now));
        return write(INSERT_ONCE, values).mapEmpty();
    }

    /**
     * Writes the next version of a car.
     *
     * @return false when the stored one is not its predecessor, or is deleted
     */
    Future<Boolean> update(StoredCar next) {
        return write(UPDATE, change(next)).map(rows -> rows.size() == 1);
    }

    private Future<RowSet<Row>> write(String sql, Tuple values) {
        return retry.run(() -> writes.preparedQuery(sql).execute(values)).onSuccess(done -> outbox.committed());
    }

    private Future<List<StoredCar>> read(String sql, Tuple values) {
        return reads.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(CarRows::car)
                        .toList());
    }

    private static Tuple change(StoredCar car) {
        var context = RequestContext.current();
        var payload = new String(Json.write(new CarChanged(car.car())), StandardCharsets.UTF_8);
        return CarRows.tuple(car)
                .addString(CarChanged.TYPE)
                .addString(payload)
                .addString(context.map(RequestContext::requestId).orElse(null))
                .addString(context.flatMap(RequestContext::traceparent).orElse(null));
    }

    private static List<Car> plain(List<StoredCar> cars) {
        return cars.stream().map(StoredCar::car).toList();
    }
}
