package rental.booking.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.booking.BookingConfig;
import rental.runtime.config.Configuration;
import rental.runtime.sql.Databases;
import rental.runtime.sql.Retry;
import rental.testkit.TestDatabase;

/** More is over than one statement takes at a time. */
class ForgettingTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("booking");

    private final Vertx vertx = Vertx.vertx();
    private Pool pool;

    @BeforeEach
    void connect() {
        var config = Configuration.read(BookingConfig.class, Map.of("BOOKING_DATABASE_URL", DATABASE.url()));
        pool = Databases.serializable(vertx, config.database());
    }

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void forgetsEveryAnswerWhoseTimeIsOver() throws Exception {
        DATABASE.execute("INSERT INTO idempotency_key (caller, key, fingerprint, status, location, body, created_at)"
                + " SELECT gen_random_uuid(), n::text, '', 201, '', '', now() - n * interval '1 hour'"
                + " FROM generate_series(1, 2500) n");

        await(new PgAnswered(pool, pool, Retry.on(vertx), Duration.ofMinutes(90)).forget(Instant.now()));

        assertThat(DATABASE.query("SELECT key FROM idempotency_key")).containsExactly("1");
    }

    @Test
    void forgetsEveryQuoteWhoseTimeIsOver() throws Exception {
        DATABASE.execute("INSERT INTO quote (id, user_id, car_id, pickup_time, dropoff_time, extras, price, expires_at)"
                + " SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), now(), now(), '{}',"
                + " to_jsonb(n), now() + (n - 2500) * interval '1 hour' + interval '1 minute'"
                + " FROM generate_series(1, 2500) n");

        await(new PgQuotes(pool, pool, Retry.on(vertx), quote -> quote).forget(Instant.now()));

        assertThat(DATABASE.query("SELECT price::text FROM quote")).containsExactly("2500");
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
