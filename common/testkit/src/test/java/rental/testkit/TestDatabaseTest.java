package rental.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestDatabaseTest {
    @RegisterExtension
    static final TestDatabase booking = TestDatabase.of("booking");

    @RegisterExtension
    static final TestDatabase other = TestDatabase.of("booking");

    @RegisterExtension
    static final TestDatabase car = TestDatabase.of("car");

    @Test
    void isMigrated() {
        assertThat(booking.query("SELECT count(*) FROM outbox")).containsExactly("0");
        assertThat(car.query("SELECT count(*) FROM outbox")).containsExactly("0");
    }

    @Test
    void belongsToTheServiceAlone() {
        assertThat(booking.query("SELECT current_user")).containsExactly("rental_booking");
        assertThat(booking.query("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"))
                .containsExactly("f");
    }

    @Test
    void isNotSharedWithAnotherTest() {
        booking.execute("CREATE TABLE mine AS SELECT 1");

        assertThatThrownBy(() -> other.query("SELECT * FROM mine")).hasMessageContaining("does not exist");
    }

    @Test
    void tellsADeadlock() throws Exception {
        try (var one = booking.connect();
                var another = booking.connect()) {
            lock(one, 1);
            lock(another, 2);

            var waiting = CompletableFuture.supplyAsync(() -> isRefused(one, 2));
            var refusals = List.of(isRefused(another, 1), waiting.join());

            assertThat(refusals).containsExactlyInAnyOrder(true, false);
        }
        assertThat(booking.deadlocks()).isOne();
        assertThat(other.deadlocks()).isZero();
    }

    private static void lock(Connection connection, int what) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(%d)".formatted(what));
        }
    }

    /** Who is refused lets go of all it has, so that the other goes on. */
    private static boolean isRefused(Connection connection, int what) {
        try {
            lock(connection, what);
            return false;
        } catch (SQLException refused) {
            assertThat(refused.getSQLState()).isEqualTo("40P01");
            close(connection);
            return true;
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
