package rental.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import rental.auth.mail.MailTokens;
import rental.auth.password.Failures;
import rental.auth.session.RevocationTable;
import rental.auth.session.Sessions;
import rental.auth.store.Database;
import rental.runtime.upkeep.Periodic;
import rental.runtime.upkeep.Portions;

/** Forgets what has run out, a portion at a time. Every node does it, and leaves alone what another is at. */
final class Housekeeping {
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int PORTION = 1_000;

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
        return portions(on -> Sessions.forget(on, now, PORTION))
                .compose(done -> portions(on -> RevocationTable.forget(on, now, PORTION)))
                .compose(done -> portions(on -> MailTokens.forget(on, now, PORTION)))
                .compose(done -> portions(on -> Failures.forget(on, now, PORTION)));
    }

    private Future<Void> portions(Function<SqlClient, Future<Integer>> portion) {
        return Portions.untilDone(PORTION, () -> database.change(portion));
    }
}
