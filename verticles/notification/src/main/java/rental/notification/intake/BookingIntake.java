package rental.notification.intake;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import rental.contract.booking.BookingChanged;
import rental.contract.booking.BookingStatus;
import rental.contract.event.Event;
import rental.contract.notification.LiveEvent;
import rental.notification.live.LiveStore;
import rental.notification.mail.Facts;
import rental.notification.mail.Kind;
import rental.notification.mail.Letters;
import rental.notification.queue.NewNotice;
import rental.notification.queue.SendQueue;
import rental.notification.queue.Sending.Reader;
import rental.runtime.http.Json;
import rental.runtime.outbox.Inbox;

/** Takes what happened to bookings: into the stream of live events, and as mails to those who booked. */
public final class BookingIntake {
    private static final String NO_LANGUAGE_KNOWN = "en";
    private static final Set<String> TYPES = Arrays.stream(BookingChanged.Kind.values())
            .map(BookingChanged.Kind::eventType)
            .collect(Collectors.toUnmodifiableSet());

    private final Pool database;
    private final Recipients recipients;
    private final SendQueue queue;
    private final Reminders reminders;
    private final LiveStore live;
    private final Letters letters;
    private final Consumer<List<LiveEvent>> committed;

    /** @param committed is given the live events of each commit, which may also have left something to send */
    public BookingIntake(
            Pool database,
            Recipients recipients,
            SendQueue queue,
            Reminders reminders,
            LiveStore live,
            Letters letters,
            Consumer<List<LiveEvent>> committed) {
        this.database = requireNonNull(database);
        this.recipients = requireNonNull(recipients);
        this.queue = requireNonNull(queue);
        this.reminders = requireNonNull(reminders);
        this.live = requireNonNull(live);
        this.letters = requireNonNull(letters);
        this.committed = requireNonNull(committed);
    }

    /** A fact with what it says. */
    record Taken(Event event, BookingChanged change) {}

    /** Brings all of the facts into effect, or none. */
    public Future<Void> take(List<Event> events) {
        return database.withTransaction(transaction ->
                        Inbox.fresh(transaction, events).compose(fresh -> bringIntoEffect(transaction, fresh)))
                .onSuccess(committed::accept)
                .mapEmpty();
    }

    /** The stream comes last: its position stays locked until the commit. */
    private Future<List<LiveEvent>> bringIntoEffect(SqlConnection transaction, List<Event> events) {
        var changes = events.stream()
                .filter(event -> TYPES.contains(event.type()))
                .map(event -> new Taken(event, Json.readOwn(event.payload(), BookingChanged.class)))
                .toList();
        if (changes.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return recipients
                .known(transaction, changes.stream().map(BookingIntake::userId).collect(Collectors.toSet()))
                .compose(readers -> {
                    var wanted = changes.stream()
                            .filter(taken -> !(readers.get(userId(taken)) instanceof Reader.Erased))
                            .toList();
                    return queue.add(transaction, notices(wanted, readers))
                            .compose(added -> reminders.plan(transaction, wanted));
                })
                .compose(planned -> live.add(
                        transaction, changes.stream().map(LiveWords::of).toList()));
    }

    private List<NewNotice> notices(List<Taken> changes, Map<UUID, Reader> readers) {
        return changes.stream()
                .flatMap(taken -> kindOf(taken.change()).map(kind -> notice(taken, kind, readers)).stream())
                .toList();
    }

    private NewNotice notice(Taken taken, Kind kind, Map<UUID, Reader> readers) {
        var locale = readers.get(userId(taken)) instanceof Reader.Known known
                ? known.recipient().locale()
                : NO_LANGUAGE_KNOWN;
        return new NewNotice(
                taken.event().id(),
                kind,
                userId(taken),
                letters.subject(kind, new Facts.OfBooking(taken.change()), locale),
                taken.event().payload(),
                Optional.empty(),
                taken.event().traceparent());
    }

    /** What the user is told of a change; a hold is the user's own doing of this very moment, and needs no mail. */
    private static Optional<Kind> kindOf(BookingChanged change) {
        return switch (change.kind()) {
            case CONFIRMED -> Optional.of(Kind.BOOKING_CONFIRMED);
            case CHANGED ->
                Optional.of(Kind.BOOKING_CHANGED)
                        .filter(kind -> change.booking().status() != BookingStatus.HELD);
            case CANCELLED -> Optional.of(Kind.BOOKING_CANCELLED);
            case HELD, PICKED_UP, RETURNED, AT_RISK -> Optional.empty();
        };
    }

    private static UUID userId(Taken taken) {
        return taken.change().booking().userId();
    }
}
