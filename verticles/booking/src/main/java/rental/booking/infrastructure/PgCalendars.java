package rental.booking.infrastructure;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import rental.booking.application.port.Calendars;
import rental.contract.Money;
import rental.contract.Window;
import rental.contract.booking.CheckAvailability.Question;
import rental.contract.booking.FindCalendars.Calendar;

/** The calendars of cars, as the bookings and blocks in PostgreSQL make them. */
public final class PgCalendars implements Calendars {
    /**
     * One index probe a car, whatever the planner knows of the ids: {@code = ANY} would ignore the car in the index. What a
     * car is kept for never overlaps: if the first that ends after the window begins does not touch it, none does. Windows
     * are numbered from 1, and each car says which of them it is asked for.
     */
    static final String FREE = """
            SELECT asked.question, c.id, c.price_per_day::text, c.currency, c.time_zone
              FROM unnest($1::uuid[], $2::int[]) AS asked (id, question)
              JOIN car c ON c.id = asked.id AND c.active
              LEFT JOIN LATERAL (
                   SELECT lower(b.blocked) AS starts
                     FROM booking b
                    WHERE b.car_id = asked.id AND upper(b.blocked) > ($3::timestamptz[])[asked.question]
                      AND %s
                    ORDER BY upper(b.blocked)
                    LIMIT 1) next ON true
             WHERE next.starts IS NULL
                OR next.starts >= ($4::timestamptz[])[asked.question] + c.turnaround_minutes * interval '1 minute'
            """.formatted(RentalSql.LIVE.formatted("$5"));

    /**
     * Windows are read from the index alone, which knows nothing of holds whose time is up: those, few at any time, are
     * taken out by another index. The windows of one car that keep others out never overlap, so each names its hold.
     */
    private static final String OF = """
            WITH expired AS MATERIALIZED (
                SELECT b.car_id, b.blocked
                  FROM booking b
                 WHERE b.status = 'held' AND b.hold_expires_at <= $2 AND b.car_id = ANY ($1::uuid[]))
            SELECT asked.id, coalesce(last.calendar_version, 0) AS version, busy.starts, busy.ends
              FROM unnest($1::uuid[]) AS asked (id)
              LEFT JOIN LATERAL (
                   SELECT b.calendar_version
                     FROM booking b
                    WHERE b.car_id = asked.id
                    ORDER BY b.calendar_version DESC
                    LIMIT 1) last ON true
              LEFT JOIN LATERAL (
                   SELECT array_agg(lower(b.blocked) ORDER BY upper(b.blocked)) AS starts,
                          array_agg(upper(b.blocked) ORDER BY upper(b.blocked)) AS ends
                     FROM booking b
                    WHERE b.car_id = asked.id AND b.blocked && tstzrange($2, NULL) AND b.status <> 'cancelled'
                      AND (b.car_id, b.blocked) NOT IN (SELECT car_id, blocked FROM expired)) busy ON true
            """;

    private static final String BUSY = """
            SELECT lower(b.blocked) AS starts, upper(b.blocked) AS ends
              FROM booking b
             WHERE b.car_id = $1 AND b.blocked && tstzrange($2, $3) AND %s
             ORDER BY b.blocked
            """.formatted(RentalSql.LIVE.formatted("$4"));

    private static final String GAPS = """
            SELECT lower(gap) AS starts
              FROM unnest(
                   tstzmultirange(tstzrange($2, $3))
                   - coalesce((SELECT range_agg(b.blocked)
                                 FROM booking b
                                WHERE b.car_id = $1 AND b.blocked && tstzrange($2, $3) AND %s), '{}')) AS gap
             WHERE upper(gap) - lower(gap) >= $5::bigint * interval '1 microsecond'
             ORDER BY gap
             LIMIT $6
            """.formatted(RentalSql.LIVE.formatted("$4"));

    private static final long NANOS_A_MICRO = 1_000;

    private final SqlClient reads;

    public PgCalendars(SqlClient reads) {
        this.reads = requireNonNull(reads);
    }

    @Override
    public Future<List<FreeCar>> free(List<Question> questions, Instant now) {
        var ids = questions.stream().flatMap(question -> question.carIds().stream());
        var numbers = IntStream.range(0, questions.size())
                .flatMap(n -> IntStream.generate(() -> n + 1)
                        .limit(questions.get(n).carIds().size()));
        var windows = questions.stream().map(Question::window).toList();
        return reads.preparedQuery(FREE)
                .mapping(PgCalendars::freeCar)
                .execute(Tuple.of(
                        ids.toArray(UUID[]::new),
                        numbers.boxed().toArray(Integer[]::new),
                        times(windows, Window::from),
                        times(windows, Window::to),
                        Times.at(now)))
                .map(found -> found.stream().toList());
    }

    private static OffsetDateTime[] times(List<Window> windows, Function<Window, Instant> time) {
        return windows.stream().map(time).map(Times::at).toArray(OffsetDateTime[]::new);
    }

    /** By their places, which are looked up for less than names, twenty times for each search. */
    private static FreeCar freeCar(Row row) {
        return new FreeCar(
                row.getInteger(0) - 1, row.getUUID(1), Money.of(row.getString(2), row.getString(3)), row.getString(4));
    }

    @Override
    public Future<List<Calendar>> of(List<UUID> carIds, Instant now) {
        return reads.preparedQuery(OF)
                .mapping(PgCalendars::calendar)
                .execute(Tuple.of(carIds.toArray(UUID[]::new), Times.at(now)))
                .map(found -> found.stream().toList());
    }

    @Override
    public Future<List<Window>> busy(UUID carId, Window within, Instant now) {
        return reads.preparedQuery(BUSY)
                .mapping(row -> Times.window(row, "starts", "ends"))
                .execute(Tuple.of(carId, Times.at(within.from()), Times.at(within.to()), Times.at(now)))
                .map(found -> found.stream().toList());
    }

    @Override
    public Future<List<Instant>> gaps(UUID carId, Window wanted, Instant horizon, Instant now, int limit) {
        return reads.preparedQuery(GAPS)
                .mapping(row -> Times.of(row, "starts"))
                .execute(Tuple.of(
                        carId,
                        Times.at(wanted.from()),
                        Times.at(horizon),
                        Times.at(now),
                        wanted.length().toNanos() / NANOS_A_MICRO,
                        limit))
                .map(found -> found.stream().toList());
    }

    private static Calendar calendar(Row row) {
        var starts = row.getArrayOfOffsetDateTimes("starts");
        var ends = row.getArrayOfOffsetDateTimes("ends");
        var busy = starts == null
                ? List.<Window>of()
                : IntStream.range(0, starts.length)
                        .mapToObj(i -> new Window(starts[i].toInstant(), ends[i].toInstant()))
                        .toList();
        return new Calendar(row.getUUID("id"), row.getLong("version"), busy);
    }
}
