package rental.booking.infrastructure;

import io.vertx.core.Future;
import java.util.Optional;
import rental.booking.application.port.Blocks.Blocked;
import rental.booking.application.port.Rentals.Created;
import rental.booking.application.port.Rentals.Saved;
import rental.runtime.sql.SqlFailure;

/** What it means when a constraint of booking's database refuses a change: the one place that knows their names. */
final class SqlRefusals {
    private static final String NO_OVERLAP = "booking_no_overlap";
    private static final String ONE_ACTIVE = "booking_one_active";
    private static final String KEY = "idempotency_key_pkey";

    private SqlRefusals() {}

    static Future<Created> created(Throwable failure) {
        return switch (constraint(failure)) {
            case NO_OVERLAP -> Future.succeededFuture(new Created.Taken());
            case KEY -> Future.succeededFuture(new Created.KeyUsed());
            default -> Future.failedFuture(failure);
        };
    }

    static Future<Saved> saved(Throwable failure) {
        return switch (constraint(failure)) {
            case NO_OVERLAP, ONE_ACTIVE -> Future.succeededFuture(Saved.TAKEN);
            default -> Future.failedFuture(failure);
        };
    }

    static Future<Blocked> blocked(Throwable failure) {
        return constraint(failure).equals(NO_OVERLAP)
                ? Future.succeededFuture(Blocked.TAKEN)
                : Future.failedFuture(failure);
    }

    /** @return false when the key has been used */
    static Future<Boolean> kept(Throwable failure) {
        return constraint(failure).equals(KEY) ? Future.succeededFuture(false) : Future.failedFuture(failure);
    }

    private static String constraint(Throwable failure) {
        return Optional.of(SqlFailure.of(failure))
                .filter(refusal ->
                        refusal.kind() == SqlFailure.Kind.UNIQUE || refusal.kind() == SqlFailure.Kind.EXCLUSION)
                .flatMap(SqlFailure::constraint)
                .orElse("");
    }
}
