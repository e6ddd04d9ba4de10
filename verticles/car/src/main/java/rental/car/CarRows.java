package rental.car;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import rental.contract.Money;
import rental.contract.car.Car;
import rental.contract.car.FuelType;
import rental.contract.car.Location;
import rental.contract.car.Transmission;

/** Cars as rows of the table {@code car}. */
final class CarRows {
    /** Every column, in the order in which {@link #tuple} gives the values. */
    static final String COLUMNS = """
            id, version, active, name, brand, model, year, fuel_type, transmission, seats, price_amount, price_currency,
            images, features, latitude, longitude, address, city, state, country, time_zone, time_zone_given,
            turnaround_minutes, created_at, updated_at""";

    /** A parameter for each of the columns. */
    static final String PARAMETERS = """
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
            $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25""";

    private CarRows() {}

    static StoredCar car(Row row) {
        var car = new Car(
                row.getUUID("id"),
                row.getLong("version"),
                row.getBoolean("active"),
                row.getString("name"),
                row.getString("brand"),
                row.getString("model"),
                row.getInteger("year"),
                FuelType.ofWireName(row.getString("fuel_type")),
                Transmission.ofWireName(row.getString("transmission")),
                row.getInteger("seats"),
                price(row),
                List.of(row.getArrayOfStrings("images")),
                List.of(row.getArrayOfStrings("features")),
                location(row),
                row.getInteger("turnaround_minutes"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant());
        return new StoredCar(car, row.getBoolean("time_zone_given"));
    }

    static Tuple tuple(StoredCar stored) {
        var car = stored.car();
        return Tuple.tuple()
                .addUUID(car.id())
                .addLong(car.version())
                .addBoolean(car.active())
                .addString(car.name())
                .addString(car.brand())
                .addString(car.model())
                .addInteger(car.year())
                .addString(car.fuelType().wireName())
                .addString(car.transmission().wireName())
                .addInteger(car.seats())
                .addBigDecimal(car.pricePerDay().amount())
                .addString(car.pricePerDay().currency().getCurrencyCode())
                .addArrayOfString(car.images().toArray(String[]::new))
                .addArrayOfString(car.features().toArray(String[]::new))
                .addDouble(car.location().latitude())
                .addDouble(car.location().longitude())
                .addString(car.location().address())
                .addString(car.location().city())
                .addString(car.location().state())
                .addString(car.location().country())
                .addString(car.location().timeZone())
                .addBoolean(stored.timeZoneGiven())
                .addInteger(car.turnaroundMinutes())
                .addOffsetDateTime(time(car.createdAt()))
                .addOffsetDateTime(time(car.updatedAt()));
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Money price(Row row) {
        return Money.rounded(row.getBigDecimal("price_amount"), Currency.getInstance(row.getString("price_currency")));
    }

    private static Location location(Row row) {
        return new Location(
                row.getDouble("latitude"),
                row.getDouble("longitude"),
                row.getString("address"),
                row.getString("city"),
                row.getString("state"),
                row.getString("country"),
                row.getString("time_zone"));
    }
}
