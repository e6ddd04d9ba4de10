package rental.migrations;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.runtime.config.Configuration;
import rental.runtime.config.ConfigurationException;
import rental.runtime.log.LogConfig;
import rental.runtime.log.Logging;

/**
 * Brings all databases up to date, once, and ends: the job to run before a new version of the services. Takes
 * {@code AUTH_DATABASE_URL}, {@code CAR_DATABASE_URL}, {@code BOOKING_DATABASE_URL} and {@code NOTIFICATION_DATABASE_URL}, or the same with {@code _FILE} behind. Waits
 * up to two minutes for a database that is not there yet. Ends with status 0 when all is done, 1 when a database refuses, 2 when
 * the settings are wrong.
 */
public final class MigratorMain {
    private static final Logger LOG = LoggerFactory.getLogger(MigratorMain.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String CONNECTION_TROUBLE = "08";
    private static final String STARTING_UP = "57P03";

    private MigratorMain() {}

    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), PATIENCE));
    }

    static int run(Map<String, String> environment, Duration patience) {
        try {
            var configuration = Configuration.of(environment);
            var config = configuration.bind(MigratorConfig.class);
            var logging = configuration.bind(LogConfig.class);
            configuration.check();
            Logging.configure(logging.orElseThrow(), "migrator", false);
            config.orElseThrow()
                    .urls()
                    .forEach((database, url) ->
                            migrate(database, url, Instant.now().plus(patience)));
            LOG.info("All databases are up to date");
            return 0;
        } catch (ConfigurationException e) {
            LOG.error(e.getMessage());
            return 2;
        } catch (MigrationException e) {
            LOG.error("The databases are not up to date: {}", e.getMessage());
            return 1;
        }
    }

    private static void migrate(Database database, String url, Instant until) {
        while (true) {
            try {
                Migrator.migrate(database, url);
                return;
            } catch (MigrationException e) {
                if (!isAbsent(e) || Instant.now().isAfter(until)) {
                    throw e;
                }
                LOG.info("{}; trying again", e.getMessage());
                pause();
            }
        }
    }

    /** Not there, or not ready yet; anything else will not pass by itself. */
    private static boolean isAbsent(MigrationException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState().startsWith(CONNECTION_TROUBLE)
                        || sql.getSQLState().equals(STARTING_UP);
            }
        }
        return false;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException("Interrupted", e);
        }
    }
}
