package rental.booking.infrastructure;

import io.vertx.sqlclient.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import rental.contract.car.Car;

/** Reads cars out of rows without parsing the same version of the same document over and over. */
final class CarMemo {
    private static final int REMEMBERED = 4_096;

    private final Map<UUID, Car> cars = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Car> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The car of a row with {@code car_id}, {@code car_version} and {@code car}, its document. */
    Car of(Row row) {
        var id = row.getUUID("car_id");
        var known = cars.get(id);
        if (known != null && known.version() == row.getLong("car_version")) {
            return known;
        }
        var car = Documents.read(row.getString("car"), Car.class);
        cars.put(id, car);
        return car;
    }
}
