package rental.booking.infrastructure;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.booking.BookingConfig;
import rental.contract.Window;
import rental.runtime.config.Configuration;
import rental.runtime.sql.Databases;
import rental.testkit.TestDatabase;

/** What is remembered of cars' schedules, beside what the database says when it is asked anew. */
class SchedulesTest {
    private static final Instant NOW = Instant.now().truncatedTo(DAYS).plus(12, HOURS);
    private static final int CARS = 30;
    private static final Set<UUID> FLEET =
            IntStream.range(0, CARS).mapToObj(SchedulesTest::car).collect(toSet());

    private static final String PUT_CARS = """
            INSERT INTO car (id, version, active, fuel_type, latitude, longitude, turnaround_minutes, price_per_day,
                             currency, time_zone, document)
            SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 1, n %% 10 <> 9, 'petrol', 37, -122,
                   60 * (n %% 3), 100 + n, 'USD', 'UTC', '{}'
              FROM generate_series(0, %d) n
            """.formatted(CARS - 1);

    /** Of the cars of which the plain truth is wanted: those that are free. */
    private static final String TRUTH = """
            SELECT c.id
              FROM car c
             WHERE c.active
               AND NOT EXISTS (SELECT FROM booking b
                                WHERE b.car_id = c.id AND b.status <> 'cancelled'
                                  AND (b.status <> 'held' OR b.hold_expires_at > '%3$s')
                                  AND b.blocked && tstzrange('%1$s', '%2$s'::timestamptz + c.turnaround_minutes * interval '1 minute'))
            """;

    private static final String BOOK = """
            INSERT INTO booking (id, kind, car_id, user_id, status, hold_expires_at, pickup_time, dropoff_time, blocked, terms,
                                 calendar_version, created_at, updated_at)
            VALUES (gen_random_uuid(), 'rental', '%s', gen_random_uuid(), '%s', '%s', '%4$s', '%5$s',
                    tstzrange('%4$s', '%5$s'), '{}', nextval('calendar_version'), now(), now())
                ON CONFLICT ON CONSTRAINT booking_no_overlap DO NOTHING
            """;

    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("booking");

    private static final Vertx vertx = Vertx.vertx();
    private static Context loop;
    private static SqlClient reads;
    private static CalendarJournal journal;
    private static Connection onlooker;

    private RememberedSchedules schedules;

    @BeforeAll
    static void connect() throws SQLException {
        onlooker = database.connect();
        loop = vertx.getOrCreateContext();
        var config = Configuration.read(BookingConfig.class, Map.of("BOOKING_DATABASE_URL", database.url()))
                .database();
        onLoop(() -> {
            reads = Databases.pipelined(vertx, config);
            journal = new CalendarJournal(reads, Databases.readCommitted(vertx, config));
            return Future.succeededFuture();
        });
    }

    @AfterAll
    static void disconnect() throws SQLException {
        onlooker.close();
        await(vertx.close());
    }

    @BeforeEach
    void fill() {
        database.execute("TRUNCATE car; TRUNCATE booking;" + PUT_CARS);
        onLoop(journal::keep);
        schedules = new RememberedSchedules(vertx, reads, journal);
    }

    /** Several sessions whose transactions overlap, so that they commit in another order than they began. */
    @RepeatedTest(3)
    void answersAsIfAllWereReadAnewWhateverIsWrittenMeanwhile(RepetitionInfo repetition) throws SQLException {
        var random = new Random(repetition.getCurrentRepetition());
        var sessions = new ArrayList<Connection>();
        try {
            for (var i = 0; i < 4; i++) {
                sessions.add(database.connect());
                sessions.get(i).setAutoCommit(false);
            }
            for (var step = 0; step < 120; step++) {
                write(random, sessions);
                if (random.nextInt(20) == 0) {
                    onLoop(journal::keep);
                }
                if (random.nextInt(40) == 0) {
                    database.execute("DELETE FROM calendar_change; DELETE FROM calendar_journal");
                }
                var window = window(random);
                var now = NOW.plus(random.nextInt(20), HOURS);
                var truth = truth(window, now);
                assertThat(free(some(random), window, now)).as("step %d", step).isSubsetOf(truth);
                assertThat(free(FLEET, window, now)).as("step %d", step).isEqualTo(truth);
            }
        } finally {
            for (var session : sessions) {
                session.rollback();
                session.close();
            }
        }
    }

    private static void write(Random random, List<Connection> sessions) throws SQLException {
        var n = random.nextInt(sessions.size());
        var session = sessions.get(n);
        switch (random.nextInt(8)) {
            case 0, 1 -> session.commit();
            case 2 -> session.rollback();
            default -> {
                // Each session has cars of its own: one that waits for another would keep the test waiting for good.
                var car = car(n + sessions.size() * random.nextInt(CARS / sessions.size()));
                try (var statement = session.createStatement()) {
                    statement.execute(change(random, car));
                }
            }
        }
    }

    private static String change(Random random, UUID car) {
        return switch (random.nextInt(7)) {
            case 0 -> "UPDATE booking SET status = 'cancelled' WHERE car_id = '" + car + "'";
            case 1 -> "DELETE FROM booking WHERE car_id = '" + car + "'";
            case 2 -> "UPDATE car SET active = NOT active WHERE id = '" + car + "'";
            default -> {
                var window = window(random);
                var held = random.nextInt(3) == 0;
                yield book(car, held ? "held" : "confirmed", NOW.plus(random.nextInt(20), HOURS), window);
            }
        };
    }

    @Test
    void readsNothingAgainThatHasNotChanged() {
        var window = window(1, 3);
        assertThat(free(FLEET, window, NOW)).contains(car(1));

        unnoticed(book(car(1), "confirmed", NOW, window));
        assertThat(free(FLEET, window, NOW)).contains(car(1));

        database.execute("UPDATE car SET price_per_day = 7 WHERE id = '" + car(1) + "'");
        assertThat(free(FLEET, window, NOW)).doesNotContain(car(1));
    }

    @Test
    void readsEverythingAgainWhenTheJournalDoesNotReachBack() {
        var window = window(1, 3);
        assertThat(free(FLEET, window, NOW)).contains(car(1), car(2));

        database.execute(book(car(1), "confirmed", NOW, window));
        onLoop(journal::keep);
        database.execute(book(car(2), "confirmed", NOW, window));
        onLoop(journal::keep);

        assertThat(database.query("SELECT count(*) FROM calendar_change WHERE car_id = '" + car(1) + "'"))
                .containsExactly("0");
        assertThat(free(FLEET, window, NOW)).doesNotContain(car(1), car(2));
    }

    @Test
    void readsEverythingAgainAfterACrashThatEmptiedTheJournal() {
        var window = window(1, 3);
        assertThat(free(FLEET, window, NOW)).contains(car(1), car(2));

        database.execute(book(car(1), "confirmed", NOW, window));
        database.execute("DELETE FROM calendar_change; DELETE FROM calendar_journal");
        assertThat(free(FLEET, window, NOW)).doesNotContain(car(1)).contains(car(2));

        unnoticed(book(car(2), "confirmed", NOW, window));
        assertThat(free(FLEET, window, NOW)).doesNotContain(car(1), car(2));
    }

    @Test
    void readsEverythingAgainInADatabaseThatWasRestored() {
        var window = window(1, 3);
        assertThat(free(FLEET, window, NOW)).contains(car(1));

        unnoticed(book(car(1), "confirmed", NOW, window));
        database.execute("""
                CREATE UNLOGGED TABLE restored AS SELECT * FROM calendar_journal;
                DROP TABLE calendar_journal;
                ALTER TABLE restored RENAME TO calendar_journal;
                ALTER TABLE calendar_journal ALTER single SET DEFAULT true, ADD PRIMARY KEY (single)
                """);

        assertThat(free(FLEET, window, NOW)).doesNotContain(car(1));
    }

    @Test
    void noticesThatATableWasEmptied() {
        var window = window(1, 3);
        database.execute(book(car(1), "confirmed", NOW, window));
        assertThat(free(FLEET, window, NOW)).isNotEmpty().doesNotContain(car(1));

        database.execute("TRUNCATE booking");
        assertThat(free(FLEET, window, NOW)).contains(car(1));

        database.execute("TRUNCATE car");
        assertThat(free(FLEET, window, NOW)).isEmpty();
    }

    @Test
    void forgetsNumbersOfAnotherServersBackup() {
        database.execute("UPDATE calendar_journal SET kept_from = '9000000000000'");
        database.execute("INSERT INTO calendar_change VALUES ('9000000000000', '" + car(1) + "')");

        onLoop(journal::keep);

        assertThat(database.query("SELECT count(*) FROM calendar_change WHERE made_in >= '9000000000000'"))
                .containsExactly("0");
        readsNothingAgainThatHasNotChanged();
    }

    @Test
    void tellsWhatIsFreeWhenMoreHasChangedThanIsWorthReading() {
        var window = window(1, 3);
        assertThat(free(FLEET, window, NOW)).contains(car(1));

        var others = IntStream.range(100, 400)
                .mapToObj(n -> "('" + car(n) + "')")
                .collect(joining(",", "INSERT INTO calendar_change (car_id) VALUES ", ";"));
        database.execute(others + book(car(1), "confirmed", NOW, window));

        assertThat(free(FLEET, window, NOW)).doesNotContain(car(1));
    }

    @Test
    void answersThoseWhoAskAtOnceEachForTheirOwnCars() {
        var window = window(1, 3);
        database.execute(book(car(2), "confirmed", NOW, window));

        var answers = onLoop(() -> Future.all(Stream.of(Set.of(car(1)), Set.of(car(2)), FLEET, Set.<UUID>of())
                        .map(ids -> schedules.of(ids, NOW))
                        .toList()))
                .<Map<UUID, ?>>list();

        assertThat(answers.get(0)).containsKey(car(1));
        assertThat(answers.get(1)).containsKey(car(2)).doesNotContainKey(car(9));
        assertThat(answers.get(2)).hasSize(CARS - CARS / 10);
        assertThat(answers).hasSize(4);
    }

    private Set<UUID> free(Set<UUID> cars, Window window, Instant now) {
        return onLoop(() -> schedules.of(cars, now)).entrySet().stream()
                .filter(car -> cars.contains(car.getKey()))
                .filter(car -> car.getValue().isFree(window, now))
                .map(Map.Entry::getKey)
                .collect(toSet());
    }

    private static Set<UUID> truth(Window window, Instant now) throws SQLException {
        try (var asking = onlooker.createStatement();
                var rows = asking.executeQuery(TRUTH.formatted(window.from(), window.to(), now))) {
            var free = new HashSet<UUID>();
            while (rows.next()) {
                free.add(rows.getObject(1, UUID.class));
            }
            return free;
        }
    }

    /** Past the triggers, as nothing but a test would. */
    private static void unnoticed(String sql) {
        database.execute(
                "ALTER TABLE booking DISABLE TRIGGER USER;" + sql + ";ALTER TABLE booking ENABLE TRIGGER USER");
    }

    private static String book(UUID car, String status, Instant expiry, Window window) {
        return BOOK.formatted(car, status, expiry, window.from(), window.to());
    }

    private static UUID car(int n) {
        return new UUID(0, Long.parseLong(Integer.toString(n), 16));
    }

    private static Set<UUID> some(Random random) {
        return random.ints(5, 0, CARS).mapToObj(SchedulesTest::car).collect(toSet());
    }

    private static Window window(Random random) {
        return window(1 + random.nextInt(200), 1 + random.nextInt(30));
    }

    private static Window window(int hour, int hours) {
        var from = NOW.plus(20, HOURS).plus(hour, HOURS);
        return new Window(from, from.plus(hours, HOURS));
    }

    private static <T> T onLoop(Supplier<Future<T>> work) {
        return await(Future.future(done -> loop.runOnContext(turn -> work.get().onComplete(done))));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
