package rental.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
