package rental.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import rental.auth.mail.MailTokens;
import rental.auth.password.Failures;
import rental.auth.session.RevocationTable;
import rental.auth.session.Sessions;
import rental.auth.store.Database;
import rental.runtime.upkeep.Periodic;

/** Forgets what has run out. Every node does it; the same row twice does no harm. */
final class Housekeeping {
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
        Periodic.begin(vertx, "housekeeping of auth", INTERVAL, this::tidy);
    }

    Future<Void> tidy() {
        var now = clock.instant();
        return database.change(on -> Sessions.forget(on, now))
                .compose(done -> database.change(on -> RevocationTable.forget(on, now)))
                .compose(done -> database.change(on -> MailTokens.forget(on, now)))
                .compose(done -> database.change(on -> Failures.forget(on, now)));
    }
}
