package rental.notification.intake;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import rental.contract.booking.Booking;
import rental.contract.booking.BookingChanged;
import rental.contract.booking.BookingStatus;
import rental.notification.intake.BookingIntake.Taken;
import rental.notification.mail.Facts;
import rental.notification.mail.Kind;
import rental.notification.mail.Letters;
import rental.notification.queue.NewNotice;
import rental.notification.queue.SendQueue;

/**
 * What users are to be reminded of later: a pick-up that comes, a hold that ends. A plan follows its booking, and
 * becomes a notification when its time comes, once, whichever node sees to it. What would be due already when the
 * booking is made or moved is left out: the user has only just been there.
 */
public final class Reminders {
    /** Those that are due already stay: a change does not undo a reminder whose time has come. */
    private static final String CLEAR = """
            DELETE FROM reminder
             WHERE booking_id = ANY ($1) AND (due_at > now() OR booking_id = ANY ($2))
            """;

    private static final String PLAN = """
            INSERT INTO reminder (booking_id, kind, user_id, due_at, useless_after, facts)
            SELECT booking_id, kind, user_id, due_at, useless_after, facts::jsonb
              FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::timestamptz[], $5::timestamptz[], $6::text[])
                   AS r (booking_id, kind, user_id, due_at, useless_after, facts)
                ON CONFLICT ON CONSTRAINT reminder_pk DO UPDATE
               SET due_at = excluded.due_at, useless_after = excluded.useless_after, facts = excluded.facts
            """;

    private static final String TAKE_DUE = """
            DELETE FROM reminder
             WHERE id IN (SELECT id FROM reminder WHERE due_at <= now() ORDER BY due_at LIMIT $1 FOR UPDATE SKIP LOCKED)
            RETURNING id, kind, user_id, useless_after, facts::text AS facts
            """;

    private static final String LANGUAGES = "SELECT user_id, locale FROM recipient WHERE user_id = ANY ($1)";

    private static final int PORTION = 500;

    private final Pool database;
    private final SendQueue queue;
    private final Letters letters;
    private final ReminderConfig config;

    public Reminders(Pool database, SendQueue queue, Letters letters, ReminderConfig config) {
        this.database = requireNonNull(database);
        this.queue = requireNonNull(queue);
        this.letters = requireNonNull(letters);
        this.config = requireNonNull(config);
    }

    private record Plan(Kind kind, Instant dueAt, Instant uselessAfter, Taken taken) {
        Booking booking() {
            return taken.change().booking();
        }
    }

    /** Makes the plans follow what happened to bookings, in the running transaction. */
    Future<Void> plan(SqlConnection transaction, List<Taken> changes) {
        var latest = new LinkedHashMap<UUID, Taken>();
        changes.stream()
                .filter(taken -> taken.change().kind() != BookingChanged.Kind.AT_RISK)
                .forEach(taken -> latest.put(taken.change().booking().id(), taken));
        if (latest.isEmpty()) {
            return Future.succeededFuture();
        }
        var over = latest.values().stream()
                .map(taken -> taken.change().booking())
                .filter(booking -> !isOpen(booking))
                .map(Booking::id)
                .toArray(UUID[]::new);
        var plans = latest.values().stream()
                .flatMap(taken -> planFor(taken).stream())
                .toList();
        return transaction
                .preparedQuery(CLEAR)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(latest.keySet().toArray(UUID[]::new))
                        .addArrayOfUUID(over))
                .compose(cleared -> insert(transaction, plans));
    }

    /** Turns what is due into notifications, a portion of it. @return how many there were */
    public Future<Integer> sweep() {
        return database.withTransaction(transaction -> transaction
                .preparedQuery(TAKE_DUE)
                .execute(Tuple.of(PORTION))
                .compose(due -> notices(transaction, due.stream().toList()))
                .compose(notices -> queue.add(transaction, notices).map(notices.size())));
    }

    private static boolean isOpen(Booking booking) {
        return booking.status() == BookingStatus.HELD || booking.status() == BookingStatus.CONFIRMED;
    }

    private Optional<Plan> planFor(Taken taken) {
        var booking = taken.change().booking();
        var now = taken.event().occurredAt();
        return switch (booking.status()) {
            case CONFIRMED ->
                Optional.of(new Plan(
                                Kind.BOOKING_REMINDER,
                                booking.pickupTime().minus(config.pickupLead()),
                                booking.pickupTime(),
                                taken))
                        .filter(plan -> plan.dueAt().isAfter(now));
            case HELD ->
                booking.holdExpiresAt()
                        .map(end -> new Plan(Kind.HOLD_EXPIRING, end.minus(config.holdLead()), end, taken))
                        .filter(plan -> plan.dueAt().isAfter(now));
            case ACTIVE, COMPLETED, CANCELLED -> Optional.empty();
        };
    }

    private static Future<Void> insert(SqlConnection transaction, List<Plan> plans) {
        if (plans.isEmpty()) {
            return Future.succeededFuture();
        }
        var rows = Tuple.tuple()
                .addArrayOfUUID(plans.stream().map(plan -> plan.booking().id()).toArray(UUID[]::new))
                .addArrayOfString(
                        plans.stream().map(plan -> plan.kind().wireName()).toArray(String[]::new))
                .addArrayOfUUID(
                        plans.stream().map(plan -> plan.booking().userId()).toArray(UUID[]::new))
                .addArrayOfOffsetDateTime(times(plans.stream().map(Plan::dueAt).toList()))
                .addArrayOfOffsetDateTime(
                        times(plans.stream().map(Plan::uselessAfter).toList()))
                .addArrayOfString(plans.stream()
                        .map(plan -> plan.taken().event().payload())
                        .toArray(String[]::new));
        return transaction.preparedQuery(PLAN).execute(rows).mapEmpty();
    }

    private Future<List<NewNotice>> notices(SqlConnection transaction, List<Row> due) {
        if (due.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var users = due.stream().map(row -> row.getUUID("user_id")).toArray(UUID[]::new);
        return transaction
                .preparedQuery(LANGUAGES)
                .execute(Tuple.tuple().addArrayOfUUID(users))
                .map(rows -> {
                    var languages = new LinkedHashMap<UUID, String>();
                    rows.forEach(row -> languages.put(row.getUUID("user_id"), row.getString("locale")));
                    return due.stream()
                            .map(row -> notice(row, languages.get(row.getUUID("user_id"))))
                            .toList();
                });
    }

    private NewNotice notice(Row row, String language) {
        var kind = Kind.ofWireName(row.getString("kind"));
        var facts = row.getString("facts");
        return new NewNotice(
                row.getUUID("id"),
                kind,
                row.getUUID("user_id"),
                letters.subject(
                        kind,
                        Facts.read(kind, facts),
                        Optional.ofNullable(language).orElse("en")),
                facts,
                Optional.of(row.getOffsetDateTime("useless_after").toInstant()),
                Optional.empty());
    }

    private static OffsetDateTime[] times(List<Instant> instants) {
        return instants.stream().map(time -> time.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
    }
}
