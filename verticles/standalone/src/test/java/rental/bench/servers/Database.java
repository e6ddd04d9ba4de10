package rental.bench.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import rental.migrations.DatabaseUrl;

/** A connection past the services, to fill tables and to look into them. */
public final class Database implements AutoCloseable {
    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** @param url {@code postgresql://user:password@host:port/database} */
    public static Database at(String url) {
        var target = DatabaseUrl.parse(url);
        try {
            return new Database(DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password()));
        } catch (SQLException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }

    public Database execute(String sql) {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
            return this;
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** The first column of the first row, as text. */
    public String text(String sql) {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** Copies lines into a table of one column. @param lines without backslashes but those of their escapes */
    public Database copy(String table, Stream<String> lines) {
        try {
            var copying = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
            for (var line : (Iterable<String>) lines::iterator) {
                var bytes = (line.replace("\\", "\\\\") + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
                copying.writeToCopy(bytes, 0, bytes.length);
            }
            copying.endCopy();
            return this;
        } catch (SQLException refused) {
            throw new IllegalStateException(refused);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException lost) {
            throw new IllegalStateException(lost);
        }
    }
}
