package rental.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what has run out. Every node does it; the same row twice does no harm. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration INTERVAL = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final Database database;
    private final Clock clock;

    Housekeeping(Vertx vertx, Database database, Clock clock) {
        this.vertx = vertx;
        this.database = database;
        this.clock = clock;
    }

    void begin() {
        vertx.setPeriodic(
                INTERVAL.toMillis(),
                tick -> tidy().onFailure(fault -> LOG.warn("What has run out stays until the next try", fault)));
    }

    Future<Void> tidy() {
        var now = clock.instant();
        return database.change(on -> Sessions.forget(on, now))
                .compose(done -> database.change(on -> RevocationTable.forget(on, now)))
                .compose(done -> database.change(on -> MailTokens.forget(on, now)))
                .compose(done -> database.change(on -> Failures.forget(on, now)));
    }
}
