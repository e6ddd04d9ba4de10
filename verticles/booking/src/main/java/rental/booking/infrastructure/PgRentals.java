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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.Rentals;
import rental.booking.model.DeskNotes;
import rental.booking.model.Rental;
import rental.booking.model.Step;
import rental.contract.Window;
import rental.contract.booking.Booking.Cancellation;
import rental.contract.booking.BookingChanged.Kind;
import rental.contract.booking.BookingStatus;
import rental.contract.car.Car;
import rental.runtime.http.IdempotencyKey;
import rental.runtime.http.Json;
import rental.runtime.outbox.Outbox;
import rental.runtime.sql.Retry;

/** The rentals in PostgreSQL. Used on one event loop. */
public final class PgRentals implements Rentals {
    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;
    private final Outbox outbox;
    private final RentalRows rows = new RentalRows();

    /**
     * @param writes whose transactions are serializable
     * @param reads for single statements
     */
    public PgRentals(Pool writes, SqlClient reads, Retry retry, Outbox outbox) {
        this.writes = requireNonNull(writes);
        this.reads = requireNonNull(reads);
        this.retry = requireNonNull(retry);
        this.outbox = requireNonNull(outbox);
    }

    @Override
    public Future<Created> create(Rental rental, UUID actor, Optional<IdempotencyKey> key) {
        var kind = rental.status() == BookingStatus.HELD ? Kind.HELD : Kind.CONFIRMED;
        var values = created(rental, actor, Fact.of(rental, kind, Optional.of(actor)));
        key.ifPresent(used -> addKey(values, used, rental));
        var sql = key.isPresent() ? RentalSql.CREATE_WITH_KEY : RentalSql.CREATE_WITHOUT_KEY;
        return retry.run(() -> writes.preparedQuery(sql).execute(values))
                .map(this::created)
                .recover(SqlRefusals::created);
    }

    private static Tuple created(Rental rental, UUID actor, Fact fact) {
        return Tuple.from(new Object[] {
            rental.id(),
            rental.car().id(),
            rental.car().version(),
            rental.userId(),
            rental.status().wireName(),
            Times.at(rental.window().from()),
            Times.at(rental.window().to()),
            Times.at(rental.state().blocked().from()),
            Times.at(rental.state().blocked().to()),
            Times.at(rental.state().holdExpiresAt()),
            Documents.write(rental.terms()),
            Times.at(rental.createdAt()),
            actor,
            fact.type(),
            fact.payload(),
            fact.requestId(),
            fact.traceparent()
        });
    }

    private static void addKey(Tuple values, IdempotencyKey key, Rental rental) {
        values.addValue(key.caller())
                .addValue(key.key())
                .addValue(Buffer.buffer(key.fingerprint()))
                .addValue("/bookings/" + rental.id())
                .addValue(Buffer.buffer(Json.write(rental.view())));
    }

    private Created created(RowSet<Row> answer) {
        if (answer.size() == 0) {
            return new Created.CarUnknown();
        }
        var row = answer.iterator().next();
        if (row.getBoolean("made")) {
            outbox.committed();
            return new Created.Made();
        }
        if (!row.getBoolean("free")) {
            return new Created.KeyBusy();
        }
        if (row.getUUID("car_id") == null) {
            return new Created.CarUnknown();
        }
        var changed = row.getString("car");
        return changed == null ? new Created.Taken() : new Created.CarIsNow(Documents.read(changed, Car.class));
    }

    @Override
    public Future<Saved> save(Step.Allowed step, Deed deed) {
        var rental = step.rental();
        var fact = step.kind()
                .map(kind -> Fact.of(rental, kind, deed.actor()))
                .orElseGet(() -> Fact.ofCalendar(rental.car().id()));
        var values = saved(step, deed, fact);
        return retry.run(() -> writes.preparedQuery(RentalSql.SAVE).execute(values))
                .map(this::saved)
                .recover(SqlRefusals::saved);
    }

    private static Tuple saved(Step.Allowed step, Deed deed, Fact fact) {
        var rental = step.rental();
        var state = rental.state();
        return Tuple.from(new Object[] {
            rental.id(),
            rental.car().id(),
            rental.version(),
            rental.status().wireName(),
            Times.at(rental.window().from()),
            Times.at(rental.window().to()),
            Times.at(state.blocked().from()),
            Times.at(state.blocked().to()),
            Times.at(state.holdExpiresAt()),
            Documents.write(rental.terms()),
            state.cancellation().map(Cancellation::reason).orElse(null),
            Times.at(state.cancellation().map(Cancellation::at)),
            state.refund().map(refund -> refund.amount().toPlainString()).orElse(null),
            state.atRisk(),
            Times.at(rental.updatedAt()),
            deed.actor().orElse(null),
            step.what(),
            deed.notes().equals(DeskNotes.NONE) ? null : Documents.write(deed.notes()),
            fact.type(),
            fact.aggregateId(),
            fact.payload(),
            fact.requestId(),
            fact.traceparent()
        });
    }

    private Saved saved(RowSet<Row> answer) {
        if (answer.iterator().next().getLong("changed") == 0) {
            return Saved.CHANGED_MEANWHILE;
        }
        outbox.committed();
        return Saved.SAVED;
    }

    @Override
    public Future<Optional<Rental>> find(UUID id) {
        return rentals(RentalSql.FIND, Tuple.of(id)).map(found -> found.stream().findFirst());
    }

    @Override
    public Future<List<Rental>> list(Filter filter, Instant now, int limit) {
        var conditions = new StringBuilder();
        var values = new ArrayList<Object>(List.of(limit));
        add(conditions, values, " AND b.user_id = $", filter.userId());
        add(conditions, values, " AND b.car_id = $", filter.carId());
        filter.status().ifPresent(status -> addStatus(conditions, values, status, now));
        add(conditions, values, " AND b.id < $", filter.before());
        return rentals(RentalSql.LIST.formatted(conditions), Tuple.from(values));
    }

    /** As rentals stand at a moment: a hold whose time is up is a cancelled one. */
    private static void addStatus(StringBuilder sql, List<Object> values, BookingStatus status, Instant now) {
        switch (status) {
            case HELD ->
                add(sql, values, " AND b.status = 'held' AND b.hold_expires_at > $", Optional.of(Times.at(now)));
            case CANCELLED -> {
                sql.append(" AND (b.status = 'cancelled'");
                add(sql, values, " OR b.status = 'held' AND b.hold_expires_at <= $", Optional.of(Times.at(now)));
                sql.append(')');
            }
            default -> add(sql, values, " AND b.status = $", Optional.of(status.wireName()));
        }
    }

    /** Only conditions that are asked for stand in the statement, so that each has a plan of its own. */
    private static void add(StringBuilder sql, List<Object> values, String condition, Optional<?> value) {
        value.ifPresent(wanted -> {
            values.add(wanted);
            sql.append(condition).append(values.size());
        });
    }

    @Override
    public Future<List<Entry>> history(UUID id, long after, int limit) {
        return reads.preparedQuery(RentalSql.HISTORY)
                .mapping(row -> new Entry(
                        row.getLong("version"),
                        Times.of(row, "at"),
                        Optional.ofNullable(row.getUUID("actor")),
                        row.getString("what"),
                        Optional.ofNullable(row.getString("details"))))
                .execute(Tuple.of(id, after, limit))
                .map(found -> found.stream().toList());
    }

    @Override
    public Future<Optional<Integer>> odometerAtPickup(UUID id) {
        return reads.preparedQuery(RentalSql.ODOMETER_AT_PICKUP)
                .mapping(row -> row.getInteger("odometer"))
                .execute(Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Optional<Instant>> startOfNext(Rental rental, Instant now) {
        return reads.preparedQuery(RentalSql.START_OF_NEXT)
                .execute(after(rental))
                .map(found -> Times.maybe(found.iterator().next(), "start"));
    }

    @Override
    public Future<Optional<Rental>> next(Rental rental, Instant now) {
        return rentals(RentalSql.NEXT, after(rental))
                .map(found -> found.stream().findFirst());
    }

    private static Tuple after(Rental rental) {
        return Tuple.of(
                rental.car().id(),
                rental.id(),
                Times.at(rental.state().blocked().from()));
    }

    @Override
    public Future<List<Rental>> expiredHolds(UUID carId, Window window, Instant now) {
        return rentals(
                RentalSql.EXPIRED_HOLDS_IN_THE_WAY,
                Tuple.of(carId, Times.at(window.from()), Times.at(window.to()), Times.at(now)));
    }

    @Override
    public Future<List<UUID>> expiredHolds(Instant now, int limit) {
        return ids(RentalSql.EXPIRED_HOLDS, Tuple.of(Times.at(now), limit));
    }

    @Override
    public Future<List<UUID>> overdue(Instant now, int limit) {
        return ids(RentalSql.OVERDUE, Tuple.of(Times.at(now), limit));
    }

    @Override
    public Future<List<UUID>> riskedInVain(Instant now, int limit) {
        return ids(RentalSql.RISKED_IN_VAIN, Tuple.of(Times.at(now), limit));
    }

    @Override
    public Future<Integer> countOpen(UUID userId, Instant now) {
        return reads.preparedQuery(RentalSql.COUNT_OPEN)
                .execute(Tuple.of(userId, Times.at(now)))
                .map(found -> found.iterator().next().getInteger("open"));
    }

    private Future<List<UUID>> ids(String sql, Tuple values) {
        return reads.preparedQuery(sql)
                .mapping(row -> row.getUUID("id"))
                .execute(values)
                .map(found -> found.stream().toList());
    }

    private Future<List<Rental>> rentals(String sql, Tuple values) {
        return reads.preparedQuery(sql)
                .mapping(rows::rental)
                .execute(values)
                .map(found -> found.stream().toList());
    }
}
