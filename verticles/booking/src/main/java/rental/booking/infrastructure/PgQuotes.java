package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import rental.booking.application.port.Quotes;
import rental.booking.model.Price;
import rental.booking.model.Quote;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.http.Json;
import rental.runtime.sql.Retry;
import rental.runtime.upkeep.Portions;

/** The quotes in PostgreSQL. */
public final class PgQuotes implements Quotes {
    private static final String KEEP = """
            WITH kept AS (
                INSERT INTO quote (id, user_id, car_id, pickup_time, dropoff_time, extras, price, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8)
                RETURNING id)
            INSERT INTO idempotency_key (caller, key, fingerprint, status, location, body, created_at)
            SELECT $9::uuid, $10::text, $11::bytea, 201, $12::text, $13::bytea, $14::timestamptz
              FROM kept
             WHERE $10::text IS NOT NULL
            """;

    private static final String FIND = """
            SELECT id, user_id, car_id, pickup_time, dropoff_time, extras, price::text AS price, expires_at
              FROM quote
             WHERE id = $1
            """;

    private static final int PORTION = 1_000;

    private static final String FORGET = """
            DELETE FROM quote WHERE id IN (SELECT id FROM quote WHERE expires_at < $1 LIMIT $2)
            """;

    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;
    private final Function<Quote, Object> view;

    /** @param view how a quote is answered, for those who send the same key again */
    public PgQuotes(Pool writes, SqlClient reads, Retry retry, Function<Quote, Object> view) {
        this.writes = requireNonNull(writes);
        this.reads = requireNonNull(reads);
        this.retry = requireNonNull(retry);
        this.view = requireNonNull(view);
    }

    @Override
    public Future<Boolean> keep(Quote quote, Optional<IdempotencyKey> key, Instant now) {
        var values = values(quote, key, now);
        return retry.run(() -> writes.preparedQuery(KEEP).execute(values))
                .map(kept -> true)
                .recover(SqlRefusals::kept);
    }

    private Tuple values(Quote quote, Optional<IdempotencyKey> key, Instant now) {
        return Tuple.from(new Object[] {
            quote.id(),
            quote.userId(),
            quote.carId(),
            Times.at(quote.window().from()),
            Times.at(quote.window().to()),
            quote.extras().toArray(String[]::new),
            Documents.write(quote.price()),
            Times.at(quote.expiresAt()),
            key.map(IdempotencyKey::caller).orElse(null),
            key.map(IdempotencyKey::key).orElse(null),
            key.map(IdempotencyKey::fingerprint).map(Buffer::buffer).orElse(null),
            "/bookings/quotes/" + quote.id(),
            Buffer.buffer(Json.write(view.apply(quote))),
            Times.at(now)
        });
    }

    @Override
    public Future<Optional<Quote>> find(UUID id) {
        return reads.preparedQuery(FIND)
                .mapping(PgQuotes::quote)
                .execute(Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Void> forget(Instant before) {
        var values = Tuple.of(Times.at(before), PORTION);
        return Portions.untilDone(
                PORTION,
                () -> retry.run(() -> writes.preparedQuery(FORGET).execute(values))
                        .map(RowSet::rowCount));
    }

    private static Quote quote(Row row) {
        return new Quote(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getUUID("car_id"),
                Times.window(row, "pickup_time", "dropoff_time"),
                List.of(row.getArrayOfStrings("extras")),
                Documents.read(row.getString("price"), Price.class),
                Times.of(row, "expires_at"));
    }
}
