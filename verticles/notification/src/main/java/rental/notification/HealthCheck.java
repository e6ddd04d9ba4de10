package rental.notification;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import rental.contract.health.HealthReport;

/** How the service is: unhealthy without its database, degraded while the mail server can't be reached. */
final class HealthCheck {
    private static final String UNREACHABLE = """
            SELECT EXISTS (SELECT 1 FROM notification WHERE status = 'failed' AND unreachable) AS unreachable
            """;

    private final SqlClient database;

    HealthCheck(SqlClient database) {
        this.database = requireNonNull(database);
    }

    Future<HealthReport> report() {
        return database.query(UNREACHABLE)
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("unreachable")
                        ? List.of("The mail server can't be reached.")
                        : List.<String>of())
                .map(HealthReport::degraded)
                .otherwise(HealthReport.unhealthy("The database does not answer."));
    }
}
