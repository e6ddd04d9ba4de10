package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rental.backends.Conditions.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import rental.backends.postgres.EmbeddedPostgres;
import rental.backends.postgres.PostgresOptions;
import rental.backends.process.BackendException;

class EmbeddedPostgresTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    /** For the tests that only look at a server. */
    private static EmbeddedPostgres running;

    @BeforeAll
    static void startQuickly() {
        running = EmbeddedPostgres.start(PostgresOptions.throwaway(shared));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void keepsDataFromOneRunToTheNextInDurableSettings() throws SQLException {
        try (var postgres = start();
                var connection = connect(postgres.database("car"))) {
            assertThat(query(connection, "SHOW fsync")).isEqualTo("on");
            assertThat(query(connection, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(connection, "SHOW full_page_writes")).isEqualTo("on");
            execute(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var postgres = start();
                var connection = connect(postgres.database("car"))) {
            assertThat(query(connection, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void isOfTheVersionOfTheBuild() throws SQLException {
        try (var connection = connect(running.database("car"))) {
            assertThat(query(connection, "SHOW server_version")).startsWith("18.");
        }
    }

    @Test
    void givesEachDatabaseToItsRoleAlone() throws SQLException {
        var car = running.database("car");
        var booking = running.database("booking");

        assertThatThrownBy(() -> connect(car.replaceFirst("/rental_car$", "/rental_booking")))
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> connect(car.replaceFirst(":[0-9a-f]{32}@", ":wrong@")))
                .hasMessageContaining("password authentication failed");
        try (var connection = connect(booking)) {
            execute(connection, "CREATE EXTENSION btree_gist");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void runsInASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws IOException {
        assertThat(session(running.process())).isNotEqualTo(session(ProcessHandle.current()));
    }

    @Test
    void stopsWithinSecondsWhileClientsAreConnected() throws SQLException {
        var postgres = start();
        try (var connection = connect(postgres.database("car"))) {
            execute(connection, "BEGIN");

            postgres.close();

            assertThat(postgres.process().isAlive()).isFalse();
        }
    }

    @Test
    void startsAServerThatHasBeenKilledAgain() throws Exception {
        try (var postgres = start()) {
            var url = postgres.database("car");
            try (var connection = connect(url)) {
                execute(connection, "CREATE TABLE kept AS SELECT 42 AS answer");
            }
            var killed = postgres.process();

            killed.destroyForcibly();

            await(() -> postgres.process().pid() != killed.pid());
            try (var connection = connect(url)) {
                assertThat(query(connection, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void takesNoOtherProcessForAnOrphan() throws IOException {
        EmbeddedPostgres.start(PostgresOptions.throwaway(folder)).close();
        // As after a restart of the machine: the id in the file is somebody else's now.
        Files.writeString(
                folder.resolve("data").resolve("postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        try (var postgres = EmbeddedPostgres.start(PostgresOptions.throwaway(folder))) {
            assertThat(postgres.process().isAlive()).isTrue();
        }
    }

    @Test
    void namesTheSettingWhenThePortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var options = PostgresOptions.durable(folder, taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedPostgres.start(options))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("POSTGRES_PORT");
        }
        start().close();
    }

    @Test
    void refusesAFolderThatIsInUse() {
        assertThatThrownBy(() -> EmbeddedPostgres.start(PostgresOptions.throwaway(shared)))
                .hasMessageContaining("in use")
                .hasMessageContaining("DATA_DIR");
        assertThat(running.process().isAlive()).isTrue();
    }

    @Test
    void refusesDataOfAnotherVersion() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data").resolve("PG_VERSION"), "12\n");

        assertThatThrownBy(this::start).hasMessageContaining("of PostgreSQL 12").hasMessageContaining("DATA_DIR");
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(PostgresOptions.durable(folder, 0));
    }

    private static String session(ProcessHandle process) throws IOException {
        var status = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        // Behind the name, which is in brackets: state, parent, group, session.
        return status.substring(status.lastIndexOf(')') + 2).split(" ")[3];
    }

    static Connection connect(String url) throws SQLException {
        var uri = URI.create(url);
        var user = uri.getUserInfo().split(":");
        var jdbcUrl = "jdbc:postgresql://127.0.0.1:" + uri.getPort() + uri.getPath();
        return DriverManager.getConnection(jdbcUrl, user[0], user[1]);
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
