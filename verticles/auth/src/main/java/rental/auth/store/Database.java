package rental.auth.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;
import rental.runtime.sql.DatabaseConfig;
import rental.runtime.sql.Databases;
import rental.runtime.sql.Retry;

/**
 * The auth service's own database. Changes run READ COMMITTED: each locks the rows it decides upon, the account's first,
 * so that none is run again for nothing.
 */
public final class Database {
    private final Pool writes;
    private final SqlClient reads;
    private final Retry retry;

    private Database(Pool writes, SqlClient reads, Retry retry) {
        this.writes = writes;
        this.reads = reads;
        this.retry = retry;
    }

    /** Called in a verticle's {@code start()}: the connections end with the verticle. */
    public static Database on(Vertx vertx, DatabaseConfig config) {
        return new Database(
                Databases.readCommitted(vertx, config), Databases.pipelined(vertx, config), Retry.on(vertx));
    }

    /** Opens connections ahead of need; never fails. */
    public Future<Void> warmUp() {
        return Databases.warmUp(writes, reads);
    }

    /** For single statements that only read. */
    public SqlClient reads() {
        return reads;
    }

    /** Runs one statement that changes something. */
    public <T> Future<T> change(Function<SqlClient, Future<T>> statement) {
        return retry.run(() -> statement.apply(writes));
    }

    /** Runs several statements, all or none of which take effect: none when the future fails. */
    public <T> Future<T> transaction(Function<SqlConnection, Future<T>> statements) {
        return retry.run(() -> writes.withTransaction(statements));
    }
}
