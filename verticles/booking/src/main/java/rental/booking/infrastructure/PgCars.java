package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.booking.application.port.Cars;
import rental.contract.Window;
import rental.contract.car.Car;
import rental.contract.car.CarChanged;
import rental.contract.event.Event;
import rental.runtime.outbox.Inbox;
import rental.runtime.sql.Retry;

/** The projection of the fleet in booking's database. */
public final class PgCars implements Cars {
    private static final String FIND = """
            SELECT id AS car_id, version AS car_version, document::text AS car FROM car WHERE id = $1
            """;

    private static final String KEEP = """
            INSERT INTO car (id, version, active, fuel_type, latitude, longitude, turnaround_minutes, price_per_day,
                             currency, time_zone, document)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8::text::numeric, $9, $10, $11::text::jsonb)
                ON CONFLICT (id) DO UPDATE
               SET version = excluded.version, active = excluded.active, fuel_type = excluded.fuel_type,
                   latitude = excluded.latitude, longitude = excluded.longitude,
                   turnaround_minutes = excluded.turnaround_minutes, price_per_day = excluded.price_per_day,
                   currency = excluded.currency, time_zone = excluded.time_zone, document = excluded.document
             WHERE car.version < excluded.version
            """;

    /** Distances by the equirectangular approximation: exact enough to tell which of a few cars nearby is nearest. */
    private static final String ALTERNATIVES = """
            SELECT c.id AS car_id, c.version AS car_version, c.document::text AS car
              FROM car c,
                   LATERAL (SELECT (c.latitude - $3::float8) * 111.2 AS north,
                                   (c.longitude - $4::float8) * 111.2 * cos(radians($3::float8)) AS east) away
             WHERE c.active AND c.fuel_type = $2 AND c.id <> $1
               AND c.latitude BETWEEN $3::float8 - $5::float8 / 111.2 AND $3::float8 + $5::float8 / 111.2
               AND away.north ^ 2 + away.east ^ 2 <= $5::float8 ^ 2
               AND NOT EXISTS (SELECT FROM booking b
                                WHERE b.car_id = c.id
                                  AND b.blocked && tstzrange($6, $7::timestamptz + c.turnaround_minutes * interval '1 minute')
                                  AND %s)
             ORDER BY away.north ^ 2 + away.east ^ 2, c.id
             LIMIT $9
            """.formatted(RentalSql.LIVE.formatted("$8"));

    private static final double REACH_KM = 25;

    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;
    private final CarMemo memo = new CarMemo();

    public PgCars(Pool writes, SqlClient reads, Retry retry) {
        this.writes = requireNonNull(writes);
        this.reads = requireNonNull(reads);
        this.retry = requireNonNull(retry);
    }

    @Override
    public Future<Optional<Car>> find(UUID id) {
        return reads.preparedQuery(FIND)
                .mapping(memo::of)
                .execute(Tuple.of(id))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Future<Void> keep(List<Car> cars) {
        return retry.run(() -> writes.withTransaction(transaction -> keep(transaction, cars)));
    }

    /** Takes what the car service tells, each fact once. */
    public Future<Void> take(List<Event> events) {
        return retry.run(() -> writes.withTransaction(transaction -> Inbox.fresh(transaction, events)
                .compose(fresh -> keep(
                        transaction,
                        fresh.stream()
                                .filter(event -> event.type().equals(CarChanged.TYPE))
                                .map(event -> Documents.read(event.payload(), CarChanged.class)
                                        .car())
                                .toList()))));
    }

    @Override
    public Future<List<Car>> alternatives(Car car, Window window, Instant now, int limit) {
        return reads.preparedQuery(ALTERNATIVES)
                .mapping(memo::of)
                .execute(Tuple.of(
                                car.id(),
                                car.fuelType().wireName(),
                                car.location().latitude(),
                                car.location().longitude(),
                                REACH_KM)
                        .addValue(Times.at(window.from()))
                        .addValue(Times.at(window.to()))
                        .addValue(Times.at(now))
                        .addValue(limit))
                .map(found -> found.stream().toList());
    }

    /** In the order of the ids, so that two who keep many lock them in the same order. */
    private static Future<Void> keep(SqlConnection transaction, List<Car> cars) {
        if (cars.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = cars.stream()
                .sorted(Comparator.comparing(Car::id).thenComparing(Car::version))
                .map(PgCars::row)
                .toList();
        return transaction.preparedQuery(KEEP).executeBatch(rows).mapEmpty();
    }

    private static Tuple row(Car car) {
        return Tuple.from(new Object[] {
            car.id(),
            car.version(),
            car.active(),
            car.fuelType().wireName(),
            car.location().latitude(),
            car.location().longitude(),
            car.turnaroundMinutes(),
            car.pricePerDay().amount().toPlainString(),
            car.pricePerDay().currency().getCurrencyCode(),
            car.location().timeZone(),
            Documents.write(car)
        });
    }
}
