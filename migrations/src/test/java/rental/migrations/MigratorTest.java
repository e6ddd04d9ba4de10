package rental.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rental.backends.postgres.EmbeddedPostgres;
import rental.backends.postgres.PostgresOptions;

class MigratorTest {
    private static final int EVERYTHING = 10_000;

    /** Whatever the changes make in the schema, by kind and name, but for Liquibase's own two tables. */
    private static final String OBJECTS = """
            SELECT c.relkind::text || ' ' || c.relname
              FROM pg_class c
             WHERE c.relnamespace = 'public'::regnamespace AND c.relname NOT LIKE 'databasechangelog%'
             UNION ALL
            SELECT 'constraint ' || c.conname
              FROM pg_constraint c
             WHERE c.connamespace = 'public'::regnamespace AND c.conname NOT LIKE 'databasechangelog%'
             UNION ALL
            SELECT 'function ' || p.proname
              FROM pg_proc p
             WHERE p.pronamespace = 'public'::regnamespace
               AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
             UNION ALL
            SELECT 'type ' || t.typname
              FROM pg_type t
             WHERE t.typnamespace = 'public'::regnamespace AND t.typtype IN ('d', 'e')
             UNION ALL
            SELECT 'extension ' || e.extname FROM pg_extension e WHERE e.extname <> 'plpgsql'
             ORDER BY 1
            """;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startPostgres(@TempDir Path folder) {
        postgres = EmbeddedPostgres.start(PostgresOptions.throwaway(folder));
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @ParameterizedTest
    @EnumSource
    void goesUpDownAndUpAgain(Database database) throws SQLException {
        var url = postgres.database("updown_" + database.lowerCaseName());

        Migrator.migrate(database, url);
        var first = objects(url);
        Migrator.rollBack(database, url, EVERYTHING);
        var nothing = objects(url);
        Migrator.migrate(database, url);

        assertThat(first).contains("r outbox", "r inbox");
        assertThat(nothing).isEmpty();
        assertThat(objects(url)).isEqualTo(first);
    }

    @Test
    void changesNothingTheSecondTime() throws SQLException {
        var url = postgres.database("twice");

        Migrator.migrate(Database.BOOKING, url);
        var first = objects(url);
        Migrator.migrate(Database.BOOKING, url);

        assertThat(objects(url)).isEqualTo(first);
    }

    @Test
    void theProgramMigratesEveryDatabase() throws SQLException {
        var environment = Arrays.stream(Database.values())
                .collect(Collectors.toMap(
                        Database::setting, database -> postgres.database("main_" + database.lowerCaseName())));

        assertThat(MigratorMain.run(environment, Duration.ZERO)).isZero();
        for (var url : environment.values()) {
            assertThat(objects(url)).isNotEmpty();
        }
    }

    @Test
    void theProgramFailsWhenADatabaseIsNotThere() {
        var nowhere = "postgresql://nobody:nothing@127.0.0.1:1/nothing";
        var environment =
                Arrays.stream(Database.values()).collect(Collectors.toMap(Database::setting, database -> nowhere));

        assertThat(MigratorMain.run(environment, Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void theProgramRefusesWrongSettings() {
        assertThat(MigratorMain.run(Map.of("CAR_DATABASE_URL", "mysql://somewhere"), Duration.ZERO))
                .isEqualTo(2);
    }

    private static List<String> objects(String url) throws SQLException {
        var target = DatabaseUrl.parse(url);
        try (var connection = DriverManager.getConnection(target.jdbcUrl(), target.user(), target.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(OBJECTS)) {
            var objects = new ArrayList<String>();
            while (rows.next()) {
                objects.add(rows.getString(1));
            }
            return objects;
        }
    }
}
