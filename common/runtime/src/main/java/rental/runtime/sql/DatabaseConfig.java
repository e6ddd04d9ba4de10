package rental.runtime.sql;

import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import rental.runtime.config.Secret;
import rental.runtime.config.Setting;

/**
 * A service's own database. Read with the service's prefix: {@code BOOKING_DATABASE_URL}.
 *
 * @param poolSize connections of each verticle instance for writes, and as many again at most for reads
 * @param queueSize requests that may wait for a connection; more are refused at once
 */
public record DatabaseConfig(
        @Setting(
                name = "DATABASE_URL",
                meaning = "The service's PostgreSQL database, with user and password.",
                example = "postgresql://rental:secret@localhost:5432/rental")
        Secret url,

        @Setting(
                name = "DATABASE_POOL_SIZE",
                fallback = "12",
                min = "1",
                max = "500",
                meaning = "Connections for writes that each verticle instance keeps open at most.")
        int poolSize,

        @Setting(
                name = "DATABASE_QUEUE_SIZE",
                fallback = "256",
                min = "1",
                max = "100000",
                meaning = "Requests that may wait for a connection of one instance; further ones are answered 503.")
        int queueSize,

        @Setting(
                name = "DATABASE_CONNECT_TIMEOUT",
                fallback = "2s",
                min = "100ms",
                max = "30s",
                meaning = "How long to wait for a free connection before answering 503.")
        Duration connectTimeout,

        @Setting(
                name = "DATABASE_LOCK_TIMEOUT",
                fallback = "1s",
                min = "10ms",
                max = "60s",
                meaning = "How long a statement waits for a lock before it gives up.")
        Duration lockTimeout,

        @Setting(
                name = "DATABASE_STATEMENT_TIMEOUT",
                fallback = "3s",
                min = "100ms",
                max = "60s",
                meaning = "How long a statement, and a transaction, may take before it is cancelled.")
        Duration statementTimeout) {

    public DatabaseConfig {
        requireReadable(url);
    }

    /** Says nothing of what stands there: it may hold a password. */
    private static void requireReadable(Secret url) {
        try {
            PgConnectOptions.fromUri(url.value());
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException(
                    "the URL must be of the form postgresql://user:password@host:port/database");
        }
    }
}
