package rental.runtime.sql;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Opens a service's database. Called in a verticle's {@code start()}, so that what is opened closes with the verticle;
 * every instance has connections of its own on its own event loop.
 */
public final class Databases {
    private static final int CACHED_STATEMENTS = 512;
    private static final int CACHED_SQL_LENGTH = 16_384;
    private static final int READ_CONNECTIONS = 4;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(15);

    private Databases() {}

    /** For writes: every transaction, and every statement outside of one, is SERIALIZABLE. */
    public static Pool serializable(Vertx vertx, DatabaseConfig config) {
        return pool(vertx, config, "serializable", "writes");
    }

    /** For bookkeeping that needs no more than READ COMMITTED. */
    public static Pool readCommitted(Vertx vertx, DatabaseConfig config) {
        return pool(vertx, config, "read committed", "bookkeeping");
    }

    /** For single statements that only read: sent one behind the other without waiting for answers. */
    public static SqlClient pipelined(Vertx vertx, DatabaseConfig config) {
        return PgBuilder.client()
                .connectingTo(connection(config, "read committed"))
                .with(network(config))
                .with(limits(config, "reads").setMaxSize(Math.min(READ_CONNECTIONS, config.poolSize())))
                .using(vertx)
                .build();
    }

    /**
     * One connection of its own, for work that holds a lock of the session.
     *
     * @param longestSilence after which the database ends the session
     */
    public static Future<PgConnection> session(Vertx vertx, DatabaseConfig config, Duration longestSilence) {
        var options = connection(config, "read committed").setPipeliningLimit(1);
        options.getProperties().put("idle_session_timeout", millis(longestSilence));
        return PgConnection.connect(vertx, options);
    }

    /**
     * Opens connections before a node takes its first requests, which would otherwise wait for them, and fail when the node
     * is slow as all are at first.
     *
     * @return completes when that is done or takes too long, and when there is no database yet, too; never fails
     */
    public static Future<Void> warmUp(SqlClient... clients) {
        var latest = Instant.now().plus(LONGEST_WARM_UP);
        var warm = Stream.of(clients).map(client -> warmUp(client, latest)).toList();
        return Future.join(warm)
                .timeout(LONGEST_WARM_UP.toMillis(), TimeUnit.MILLISECONDS)
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    /** Asks again as long as it is only too slow: a connection that comes too late for the one who waited is there for the next. */
    private static Future<Void> warmUp(SqlClient client, Instant latest) {
        var opened = Stream.generate(() -> client.query("SELECT 1").execute())
                .limit(READ_CONNECTIONS)
                .toList();
        return Future.join(opened)
                .<Void>mapEmpty()
                .recover(fault -> SqlFailure.of(fault).kind() == SqlFailure.Kind.OVERLOADED
                                && Instant.now().isBefore(latest)
                        ? warmUp(client, latest)
                        : Future.failedFuture(fault));
    }

    private static Pool pool(Vertx vertx, DatabaseConfig config, String isolation, String use) {
        return PgBuilder.pool()
                .connectingTo(connection(config, isolation).setPipeliningLimit(1))
                .with(network(config))
                .with(limits(config, use).setMaxSize(config.poolSize()))
                .using(vertx)
                .build();
    }

    private static NetClientOptions network(DatabaseConfig config) {
        return new NetClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setTcpKeepAlive(true);
    }

    /** The name tells pools apart in metrics; those of a service's instances count together. */
    private static PoolOptions limits(DatabaseConfig config, String use) {
        var database = PgConnectOptions.fromUri(config.url().value()).getDatabase();
        return new PoolOptions()
                .setName(database + "-" + use)
                .setMaxWaitQueueSize(config.queueSize())
                .setConnectionTimeout((int) config.connectTimeout().toMillis())
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setIdleTimeout(10)
                .setIdleTimeoutUnit(TimeUnit.MINUTES);
    }

    /** How to reach a database, with the session settings that bound what a statement may take. */
    static PgConnectOptions connection(DatabaseConfig config, String isolation) {
        var options = PgConnectOptions.fromUri(config.url().value())
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(CACHED_STATEMENTS)
                .setPreparedStatementCacheSqlFilter(sql -> sql.length() <= CACHED_SQL_LENGTH);
        options.getProperties().put("application_name", "rental");
        options.getProperties().put("default_transaction_isolation", isolation);
        options.getProperties().put("lock_timeout", millis(config.lockTimeout()));
        options.getProperties().put("statement_timeout", millis(config.statementTimeout()));
        options.getProperties().put("transaction_timeout", millis(config.statementTimeout()));
        return options;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
