package rental.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.migrations.Database;
import rental.migrations.DatabaseUrl;

/**
 * A PostgreSQL database for one test class: new, migrated, and dropped when the class is done. Register it in a static field.
 * The server is the real one, in its usual settings but without durability.
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger count = new AtomicInteger();

    private final Database database;
    private String name;
    private String url;

    private TestDatabase(Database database) {
        this.database = database;
    }

    /**
     * A database as a service has it.
     *
     * @param service {@code auth}, {@code car}, {@code booking} or {@code notification}
     */
    public static TestDatabase of(String service) {
        return new TestDatabase(Database.of(service));
    }

    /** {@code postgresql://role:password@127.0.0.1:port/database}; the role owns the database and is no superuser. */
    public String url() {
        if (url == null) {
            throw new IllegalStateException("Not made yet: register the database in a static field");
        }
        return url;
    }

    /** A connection of its own, past all pools, to arrange things and to look at them. */
    public Connection connect() throws SQLException {
        var target = DatabaseUrl.parse(url());
        return DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password());
    }

    /** Runs statements, divided by semicolons. */
    public void execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test's own statement fails: " + e.getMessage(), e);
        }
    }

    /** The first column of a query's answer, as text; null stays null. */
    public List<String> query(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException("The test's own query fails: " + e.getMessage(), e);
        }
    }

    /** How many deadlocks there were in this database: by the server's log, which tells at once what its statistics tell late. */
    public long deadlocks() {
        try (var lines = Files.lines(TestServers.postgres().log())) {
            return lines.filter(line -> line.contains(" " + name + " ERROR:") && line.endsWith("deadlock detected"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("The log of the tests' PostgreSQL cannot be read", e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        name = "test_" + database.lowerCaseName() + "_" + count.incrementAndGet();
        url = TestServers.copyOf(database, name);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        TestServers.postgres().drop(name);
        url = null;
    }
}
