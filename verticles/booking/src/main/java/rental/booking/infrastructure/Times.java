package rental.booking.infrastructure;

import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import rental.contract.Window;

/** Instants as the driver takes and gives them. */
final class Times {
    private Times() {}

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static OffsetDateTime at(Optional<Instant> instant) {
        return instant.map(Times::at).orElse(null);
    }

    static Instant of(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    static Optional<Instant> maybe(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }

    static Window window(Row row, String from, String to) {
        return new Window(of(row, from), of(row, to));
    }
}
