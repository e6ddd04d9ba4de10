package rental.booking.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.testkit.TestDatabase;

/** What PostgreSQL makes of the question for the schedules of a few of 500 cars, and of those that have changed, at 20,000 bookings. */
class SchedulesPlanTest {
    private static final String FLEET = """
            INSERT INTO car (id, version, active, fuel_type, latitude, longitude, turnaround_minutes, price_per_day,
                             currency, time_zone, document)
            SELECT md5('car' || n)::uuid, 1, true, 'petrol', 37, -122, 30, 100, 'USD', 'UTC', '{}'
              FROM generate_series(1, 500) n
            """;

    /** Every car, every second day, for a day. */
    private static final String BOOKINGS = """
            INSERT INTO booking (id, kind, car_id, user_id, status, pickup_time, dropoff_time, blocked, terms,
                                 calendar_version, created_at, updated_at)
            SELECT gen_random_uuid(), 'rental', md5('car' || c)::uuid, gen_random_uuid(), 'confirmed',
                   day, day + interval '1 day', tstzrange(day, day + interval '1 day'), '{}',
                   nextval('calendar_version'), now(), now()
              FROM generate_series(1, 500) c,
                   generate_series(timestamptz '2027-01-01Z', timestamptz '2027-03-20Z', interval '2 days') day
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    @BeforeAll
    static void fill() {
        database.execute(FLEET);
        database.execute(BOOKINGS);
        database.execute("ANALYZE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void looksUpEachCarAndItsWindowsInTheirIndexes(String mode) throws SQLException {
        try (var session = database.connect()) {
            prepare(session, mode, "schedules (uuid[], timestamptz) AS " + PgSchedules.OF);
            var plan = answer(session, "EXPLAIN " + ask(20));

            assertThat(plan)
                    .containsPattern("Index Scan (using|on) booking_busy_until")
                    .containsPattern("Index Cond: \\(\\(car_id = .*\\) AND \\(upper\\(.*blocked\\) > ")
                    .contains("Index Scan using car_pkey")
                    .doesNotContain("Seq Scan on booking", "Seq Scan on car ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "force_generic_plan", "force_custom_plan"})
    void findsWhatHasChangedInItsIndex(String mode) throws SQLException {
        try (var session = database.connect()) {
            prepare(session, mode, "changes (text) AS " + CalendarJournal.CHANGES);

            assertThat(answer(session, "EXPLAIN EXECUTE changes ('999999999')"))
                    .contains("using calendar_change_made_in")
                    .doesNotContain("Seq Scan on calendar_change");
        }
    }

    private static String ask(int cars) {
        var ids = database.query(
                        "SELECT coalesce(array_agg(id), '{}') FROM (SELECT id FROM car LIMIT " + cars + ") few")
                .get(0);
        return "EXECUTE schedules ('%s', '2027-02-01Z')".formatted(ids);
    }

    private static void prepare(Connection session, String mode, String statement) throws SQLException {
        try (var preparing = session.createStatement()) {
            preparing.execute("SET plan_cache_mode = " + mode);
            preparing.execute("PREPARE " + statement);
        }
    }

    private static String answer(Connection session, String sql) throws SQLException {
        try (var statement = session.createStatement();
                var rows = statement.executeQuery(sql)) {
            var lines = new StringBuilder();
            while (rows.next()) {
                lines.append(lines.isEmpty() ? "" : "\n").append(rows.getString(1));
            }
            return lines.toString();
        }
    }
}
