package rental.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void readsAllParts() {
        var url = DatabaseUrl.parse("postgresql://ann:p%40ss+word@db.example:6432/cars?sslmode=require");

        assertThat(url)
                .isEqualTo(
                        new DatabaseUrl("jdbc:postgresql://db.example:6432/cars?sslmode=require", "ann", "p@ss+word"));
    }

    @Test
    void takesTheUsualPortWhenThereIsNone() {
        assertThat(DatabaseUrl.parse("postgresql://ann:secret@db/cars").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/cars");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "cars", "mysql://ann:secret@db/cars", "postgresql://ann:secret@db", "postgresql:///cars"})
    void refusesOtherForms(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url)).hasMessageStartingWith("must be like postgresql://");
    }

    @Test
    void doesNotShowThePassword() {
        assertThat(DatabaseUrl.parse("postgresql://ann:secret@db/cars").toString())
                .doesNotContain("secret");
    }
}
