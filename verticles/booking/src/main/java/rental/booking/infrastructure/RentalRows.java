package rental.booking.infrastructure;

import io.vertx.sqlclient.Row;
import java.math.BigDecimal;
import java.util.Optional;
import rental.booking.model.Rental;
import rental.booking.model.State;
import rental.booking.model.Terms;
import rental.contract.Money;
import rental.contract.booking.Booking.Cancellation;
import rental.contract.booking.BookingStatus;

/** Reads rentals out of rows. */
final class RentalRows {
    /** What {@link #rental} reads, of {@code booking b} and {@code car c}. */
    static final String COLUMNS = """
            b.id, b.user_id, b.status, b.pickup_time, b.dropoff_time, lower(b.blocked) AS blocked_from,
            upper(b.blocked) AS blocked_to, b.hold_expires_at, b.terms::text AS terms, b.cancel_reason, b.cancelled_at,
            b.refund::text AS refund, b.at_risk, b.version, b.created_at, b.updated_at, c.id AS car_id,
            c.version AS car_version, c.document::text AS car""";

    private final CarMemo cars = new CarMemo();

    Rental rental(Row row) {
        var terms = Documents.read(row.getString("terms"), Terms.class);
        return new Rental(
                row.getUUID("id"),
                row.getUUID("user_id"),
                cars.of(row),
                terms,
                state(row, terms),
                row.getLong("version"),
                Times.of(row, "created_at"),
                Times.of(row, "updated_at"));
    }

    private static State state(Row row, Terms terms) {
        return new State(
                BookingStatus.ofWireName(row.getString("status")),
                Times.window(row, "blocked_from", "blocked_to"),
                Times.maybe(row, "hold_expires_at"),
                Optional.ofNullable(row.getString("cancel_reason"))
                        .map(reason -> new Cancellation(reason, Times.of(row, "cancelled_at"))),
                Optional.ofNullable(row.getString("refund"))
                        .map(refund -> Money.rounded(
                                new BigDecimal(refund), terms.price().total().currency())),
                row.getBoolean("at_risk"));
    }
}
