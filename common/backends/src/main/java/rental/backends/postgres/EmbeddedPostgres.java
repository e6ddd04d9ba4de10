package rental.backends.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import rental.backends.process.BackendException;
import rental.backends.process.FolderLock;
import rental.backends.process.Ports;
import rental.backends.process.Processes;
import rental.backends.process.ServerUser;
import rental.backends.process.Supervisor;

/**
 * A real PostgreSQL server, run by this JVM on the loopback interface.
 *
 * <p>Its data is kept in its folder from one run to the next. A server that an earlier, hard-killed JVM left behind in the same
 * folder is stopped first; a server that dies while this object is open is started again on the same port. All methods block.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    private static final String HOST = "127.0.0.1";

    private final FolderLock lock;
    private final PostgresServer server;
    private final Supervisor supervisor;
    private final PostgresPasswords passwords;

    private EmbeddedPostgres(
            FolderLock lock, PostgresServer server, Supervisor supervisor, PostgresPasswords passwords) {
        this.lock = lock;
        this.server = server;
        this.supervisor = supervisor;
        this.passwords = passwords;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @throws BackendException when the folder is in use by another run, the port is taken, or the server does not start
     */
    public static EmbeddedPostgres start(PostgresOptions options) {
        var lock = FolderLock.lock(options.folder());
        try {
            var binaries = PostgresBinaries.in(options.programs());
            var passwords = PostgresPasswords.in(options.folder());
            ServerUser.current().own(options.folder());
            var server = new PostgresServer(options, binaries, Ports.orFree(options.port()));
            server.prepare(passwords.file());
            return new EmbeddedPostgres(lock, server, Supervisor.start(server), passwords);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Stops the server that a dead JVM left behind in the folder. Does nothing when there is none, or when it is in use. */
    public static void stopOrphan(Path folder) {
        FolderLock.tryLock(folder).ifPresent(lock -> {
            try (lock) {
                PostgresServer.orphan(folder).ifPresent(Processes::kill);
            }
        });
    }

    /**
     * The URL of a database with a role of its own, both called {@code rental_NAME}; they are made when missing. Nobody but that
     * role may connect to it, and the role owns it, so it may create the trusted extensions.
     *
     * @return {@code postgresql://role:password@host:port/database}
     */
    public String database(String name) {
        var role = "rental_" + checked(name);
        try (var connection = connect()) {
            if (isMissing(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
                execute(connection, "CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(role, passwords.of(role)));
            }
            if (isMissing(connection, "SELECT 1 FROM pg_database WHERE datname = ?", role)) {
                execute(connection, "CREATE DATABASE %s OWNER %s".formatted(role, role));
            }
            execute(connection, "REVOKE CONNECT, TEMPORARY ON DATABASE %s FROM PUBLIC".formatted(role));
        } catch (SQLException e) {
            throw new BackendException("Cannot create the database " + role + ": " + e.getMessage(), e);
        }
        return url(role, role);
    }

    /** Copies a database that {@link #database} made, with all that is in it, for the same role. Nobody may be connected to it. */
    public String copy(String name, String copy) {
        var role = "rental_" + checked(name);
        try (var connection = connect()) {
            execute(connection, "CREATE DATABASE %s TEMPLATE %s OWNER %s".formatted(checked(copy), role, role));
        } catch (SQLException e) {
            throw new BackendException("Cannot copy the database " + role + ": " + e.getMessage(), e);
        }
        return url(role, copy);
    }

    /** Drops a database and whatever connections it has. */
    public void drop(String database) {
        try (var connection = connect()) {
            execute(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(checked(database)));
        } catch (SQLException e) {
            throw new BackendException("Cannot drop the database " + database + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.port();
    }

    /** The file that the server writes its log to. */
    public Path log() {
        return server.log();
    }

    /** The process that runs the server at this moment; another one after it has died. */
    public ProcessHandle process() {
        return supervisor.process();
    }

    /** Stops the server: what was committed is on disk, and no process is left. */
    @Override
    public void close() {
        try (lock) {
            supervisor.close();
        }
    }

    private Connection connect() throws SQLException {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {HOST});
        source.setPortNumbers(new int[] {port()});
        source.setDatabaseName("postgres");
        source.setUser(SUPERUSER);
        source.setPassword(passwords.of(SUPERUSER));
        return source.getConnection();
    }

    private String url(String role, String database) {
        return "postgresql://%s:%s@%s:%d/%s".formatted(role, passwords.of(role), HOST, port(), database);
    }

    /** Names go into statements as they are: identifiers cannot be parameters. */
    private static String checked(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,50}")) {
            throw new IllegalArgumentException("Not a name for a database: " + name);
        }
        return name;
    }

    private static boolean isMissing(Connection connection, String query, String name) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (var rows = statement.executeQuery()) {
                return !rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
