package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.Blocks;
import rental.booking.model.Block;
import rental.runtime.outbox.Outbox;
import rental.runtime.sql.Retry;

/** The times off the road in PostgreSQL: rows of the same table as the rentals, kept apart by the same constraint. */
public final class PgBlocks implements Blocks {
    private static final String CREATE = """
            WITH locked AS MATERIALIZED (
                SELECT car.id FROM car WHERE car.id = $2::uuid AND car.active FOR UPDATE),
            made AS (
                INSERT INTO booking (id, kind, car_id, status, pickup_time, dropoff_time, blocked, reason, version,
                                     calendar_version, created_at, updated_at)
                SELECT $1::uuid, 'block', locked.id, 'confirmed', $3::timestamptz, $4::timestamptz,
                       tstzrange($3::timestamptz, $4::timestamptz), $5::text, 1, nextval('calendar_version'),
                       $6::timestamptz, $6::timestamptz
                  FROM locked
                    ON CONFLICT ON CONSTRAINT booking_no_overlap DO NOTHING
                RETURNING id),
            noted AS (
                INSERT INTO booking_history (booking_id, version, at, actor, what)
                SELECT made.id, 1, $6::timestamptz, $7::uuid, 'blocked' FROM made),
            told AS (
                INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent)
                SELECT $8::text, $9::uuid, $10::text::jsonb, $11::text, $12::text FROM made)
            SELECT EXISTS (SELECT FROM locked) AS known, EXISTS (SELECT FROM made) AS made
            """;

    private static final String LIST = """
            SELECT id, car_id, pickup_time, dropoff_time, reason
              FROM booking
             WHERE car_id = $1 AND kind = 'block' AND status <> 'cancelled' AND ($2::uuid IS NULL OR id < $2)
             ORDER BY id DESC
             LIMIT $3
            """;

    /** The row stays, cancelled: its number keeps the calendar's version from falling back. */
    private static final String DELETE = """
            WITH locked AS MATERIALIZED (SELECT car.id FROM car WHERE car.id = $2::uuid FOR UPDATE),
            lifted AS (
                UPDATE booking
                   SET status = 'cancelled', version = booking.version + 1,
                       calendar_version = nextval('calendar_version'), updated_at = $3::timestamptz
                  FROM locked
                 WHERE booking.id = $1::uuid AND booking.car_id = locked.id
                   AND booking.kind = 'block' AND booking.status <> 'cancelled'
                RETURNING booking.id, booking.version),
            noted AS (
                INSERT INTO booking_history (booking_id, version, at, actor, what)
                SELECT lifted.id, lifted.version, $3::timestamptz, $4::uuid, 'lifted' FROM lifted),
            told AS (
                INSERT INTO outbox (type, aggregate_id, payload, request_id, traceparent)
                SELECT $5::text, $6::uuid, $7::text::jsonb, $8::text, $9::text FROM lifted)
            SELECT EXISTS (SELECT FROM lifted) AS lifted
            """;

    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;
    private final Outbox outbox;

    public PgBlocks(Pool writes, SqlClient reads, Retry retry, Outbox outbox) {
        this.writes = requireNonNull(writes);
        this.reads = requireNonNull(reads);
        this.retry = requireNonNull(retry);
        this.outbox = requireNonNull(outbox);
    }

    @Override
    public Future<Blocked> create(Block block, UUID actor, Instant now) {
        var values = withFact(
                Tuple.of(
                                block.id(),
                                block.carId(),
                                Times.at(block.window().from()),
                                Times.at(block.window().to()),
                                block.reason(),
                                Times.at(now))
                        .addValue(actor),
                block.carId());
        return retry.run(() -> writes.preparedQuery(CREATE).execute(values))
                .map(answer -> created(answer.iterator().next()))
                .recover(SqlRefusals::blocked);
    }

    private Blocked created(Row row) {
        if (row.getBoolean("made")) {
            outbox.committed();
            return Blocked.BLOCKED;
        }
        return row.getBoolean("known") ? Blocked.TAKEN : Blocked.CAR_UNKNOWN;
    }

    @Override
    public Future<List<Block>> list(UUID carId, Optional<UUID> before, int limit) {
        return reads.preparedQuery(LIST)
                .mapping(row -> new Block(
                        row.getUUID("id"),
                        row.getUUID("car_id"),
                        Times.window(row, "pickup_time", "dropoff_time"),
                        row.getString("reason")))
                .execute(Tuple.of(carId, before.orElse(null), limit))
                .map(found -> found.stream().toList());
    }

    @Override
    public Future<Boolean> delete(UUID carId, UUID blockId, UUID actor, Instant now) {
        var values = withFact(Tuple.of(blockId, carId, Times.at(now), actor), carId);
        return retry.run(() -> writes.preparedQuery(DELETE).execute(values)).map(answer -> {
            var lifted = answer.iterator().next().getBoolean("lifted");
            if (lifted) {
                outbox.committed();
            }
            return lifted;
        });
    }

    private static Tuple withFact(Tuple values, UUID carId) {
        var fact = Fact.ofCalendar(carId);
        return values.addValue(fact.type())
                .addValue(fact.aggregateId())
                .addValue(fact.payload())
                .addValue(fact.requestId())
                .addValue(fact.traceparent());
    }
}
