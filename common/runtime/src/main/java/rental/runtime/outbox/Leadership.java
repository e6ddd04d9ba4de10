package rental.runtime.outbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.sql.DatabaseConfig;
import rental.runtime.sql.Databases;

/**
 * One active relay for a database. The lock lives in the session of one connection, and all work of the active relay runs
 * on that very connection: who has lost the lock has lost the means to work. A leader that hangs is silent, and the
 * database ends a session that is silent for long, so another can take over.
 */
final class Leadership {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);
    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtext('outbox-relay')) AS leader";
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);
    private static final Duration NEXT_TRY = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final DatabaseConfig database;
    private final Function<PgConnection, Delivery> work;
    private PgConnection session;
    private Delivery delivery;
    private boolean resigned;

    Leadership(Vertx vertx, DatabaseConfig database, Function<PgConnection, Delivery> work) {
        this.vertx = vertx;
        this.database = database;
        this.work = work;
    }

    /** Tries until the lock is held, and again whenever it is lost. */
    void seek() {
        if (resigned) {
            return;
        }
        Databases.session(vertx, database, LONGEST_SILENCE)
                .compose(this::tryLock)
                .onFailure(fault -> {
                    LOG.debug("No relay session: {}", fault.getMessage());
                    later();
                });
    }

    /** Hears that something new was committed, when this is the leader. */
    void tell() {
        if (delivery != null) {
            delivery.tell();
        }
    }

    /** Looks for work at once, when this is the leader. */
    void wake() {
        if (delivery != null) {
            delivery.wake();
        }
    }

    Future<Void> resign() {
        resigned = true;
        var finished = delivery == null ? Future.<Void>succeededFuture() : delivery.finish();
        return finished.transform(done -> session == null ? Future.succeededFuture() : session.close());
    }

    private Future<Void> tryLock(PgConnection connection) {
        return connection.query(LOCK).execute().compose(rows -> {
            if (resigned || !rows.iterator().next().getBoolean("leader")) {
                later();
                return connection.close();
            }
            lead(connection);
            return Future.succeededFuture();
        });
    }

    private void lead(PgConnection connection) {
        LOG.debug("Leading");
        session = connection;
        delivery = work.apply(connection);
        connection.closeHandler(closed -> {
            LOG.debug("No longer leading");
            session = null;
            delivery.finish();
            delivery = null;
            later();
        });
        delivery.wake();
    }

    private void later() {
        if (!resigned) {
            vertx.setTimer(NEXT_TRY.toMillis(), due -> seek());
        }
    }
}
