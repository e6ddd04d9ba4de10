package rental.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.auth.password.PasswordConfig;
import rental.auth.usecase.AccountMaking;
import rental.auth.usecase.AccountMaking.Made;
import rental.contract.api.Role;
import rental.runtime.config.Configuration;
import rental.runtime.config.ConfigurationException;
import rental.runtime.config.Prefix;
import rental.runtime.log.LogConfig;
import rental.runtime.log.Logging;
import rental.runtime.sql.DatabaseConfig;

/**
 * The command {@code create-admin EMAIL}: makes an administrator, or an administrator of someone who has an account. The
 * password is asked for, or read as one line when there is no console; an argument would show it to everyone on the
 * machine. The database is that of {@code AUTH_DATABASE_URL}; the service may run meanwhile or not.
 */
final class CreateAdmin {
    static final String NAME = "create-admin";

    private static final Logger LOG = LoggerFactory.getLogger(CreateAdmin.class);
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private CreateAdmin() {}

    /** What the command needs to know. */
    record Config(@Prefix("AUTH_") DatabaseConfig database, PasswordConfig passwords, LogConfig log) {}

    /** @return the exit status */
    static int run(String[] arguments, Map<String, String> environment) {
        if (arguments.length != 2 || !arguments[1].matches("[^@\\s]+@[^@\\s]+")) {
            LOG.error("Usage: {} EMAIL", NAME);
            return MISUSED;
        }
        try {
            var config = Configuration.read(Config.class, environment);
            Logging.configure(config.log(), NAME, false);
            var password = password();
            return password.isEmpty() ? noPassword() : make(config, arguments[1], password.get());
        } catch (ConfigurationException faults) {
            LOG.error(faults.getMessage());
            return MISUSED;
        } catch (IOException | ExecutionException fault) {
            LOG.error("No administrator was made: {}", fault.getMessage());
            LOG.debug("The cause", fault);
            return FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private static int make(Config config, String email, String password)
            throws ExecutionException, InterruptedException {
        var vertx = Vertx.vertx();
        try {
            var made = AccountMaking.on(vertx, config.database(), config.passwords())
                    .compose(accounts -> accounts.make(email, "", password, Set.of(Role.ADMIN)));
            return report(get(made));
        } finally {
            get(vertx.close());
        }
    }

    private static int report(Made made) {
        if (made instanceof Made.BadPassword bad) {
            LOG.error("The password {}", bad.fault());
            return MISUSED;
        }
        LOG.info(
                made instanceof Made.Created
                        ? "The administrator is made"
                        : "There was an account with this address: it is an administrator now, with the password it had");
        return DONE;
    }

    private static int noPassword() {
        LOG.error("No password was given");
        return MISUSED;
    }

    private static Optional<String> password() throws IOException {
        var console = System.console();
        if (console != null) {
            return Optional.ofNullable(console.readPassword("Password: ")).map(String::new);
        }
        // Not closed: standard input is not ours to close.
        var lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return Optional.ofNullable(lines.readLine());
    }

    private static <T> T get(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }
}
