package rental.backends;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    @TempDir
    Path folder;

    @Test
    void keepsDataFromOneRunToTheNext() throws SQLException {
        try (var postgres = start();
                var connection = connect(postgres.database("car"))) {
            connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var postgres = start();
                var connection = connect(postgres.database("car"))) {
            var rows = connection.createStatement().executeQuery("SELECT answer FROM kept");

            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(42);
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(PostgresOptions.durable(folder, 0));
    }

    private static Connection connect(String url) throws SQLException {
        var uri = URI.create(url);
        var user = uri.getUserInfo().split(":");
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getAuthority().split("@")[1] + uri.getPath(), user[0], user[1]);
    }
}
