package rental.booking.infrastructure;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.micrometer.backends.BackendRegistries;
import java.util.function.Consumer;
import rental.runtime.sql.SqlFailure;

/** Counts the transactions that were run again, by SQLSTATE: {@code rental_sql_retries_total}. */
public final class RetryCounter implements Consumer<SqlFailure> {
    private static final String NAME = "rental.sql.retries";

    @Override
    public void accept(SqlFailure failure) {
        MeterRegistry registry = BackendRegistries.getDefaultNow();
        if (registry != null) {
            registry.counter(NAME, "service", "booking", "sqlstate", failure.sqlState())
                    .increment();
        }
    }
}
