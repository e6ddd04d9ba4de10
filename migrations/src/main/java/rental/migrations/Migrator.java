package rental.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings databases up to the schema that this build knows, or back. Blocks: call it on a worker thread. Many processes may do it
 * at once: one applies the changes, the others wait for it.
 */
public final class Migrator {
    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    /** Held, for a level is forgotten with the last reference. Liquibase tells every statement at INFO. */
    private static final java.util.logging.Logger NOISE = java.util.logging.Logger.getLogger("liquibase");

    private static final Map<String, Object> QUIET =
            Map.of(Scope.Attr.ui.name(), new LoggerUIService(), "liquibase.analytics.enabled", "false");

    static {
        NOISE.setLevel(Level.WARNING);
    }

    private Migrator() {}

    /**
     * Applies what has not been applied yet.
     *
     * @param url {@code postgresql://user:password@host:port/database}; the user must own the database
     * @throws MigrationException when the database is not there, or refuses a change; all earlier changes stay
     */
    public static void migrate(Database database, String url) {
        LOG.info("Migrating the database of {}", database.lowerCaseName());
        with(database, url, liquibase -> liquibase.update(new Contexts(), new LabelExpression()));
    }

    /**
     * Takes back the last changes, the latest first.
     *
     * @param count how many changes, at most all of them
     */
    public static void rollBack(Database database, String url, int count) {
        LOG.info("Taking back {} changes to the database of {}", count, database.lowerCaseName());
        with(database, url, liquibase -> liquibase.rollback(count, new Contexts(), new LabelExpression()));
    }

    @FunctionalInterface
    private interface Work {
        void on(Liquibase liquibase) throws LiquibaseException;
    }

    /** One at a time within this JVM: Liquibase keeps static state. */
    private static synchronized void with(Database database, String url, Work work) {
        var target = DatabaseUrl.parse(url);
        try (var connection = connect(target)) {
            Scope.child(QUIET, () -> {
                var resources = new ClassLoaderResourceAccessor(Migrator.class.getClassLoader());
                try (var liquibase = new Liquibase(database.changelog(), resources, new JdbcConnection(connection))) {
                    liquibase.setShowSummary(UpdateSummaryEnum.OFF);
                    work.on(liquibase);
                }
            });
        } catch (Exception e) {
            throw new MigrationException("Cannot migrate " + target + ": " + e.getMessage(), e);
        }
    }

    private static Connection connect(DatabaseUrl target) throws SQLException {
        var source = new PGSimpleDataSource();
        source.setUrl(target.jdbcUrl());
        source.setUser(target.user());
        source.setPassword(target.password());
        return source.getConnection();
    }
}
