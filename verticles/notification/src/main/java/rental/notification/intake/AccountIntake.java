package rental.notification.intake;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import rental.contract.auth.MailRequested;
import rental.contract.auth.UserChanged;
import rental.contract.auth.UserErased;
import rental.contract.event.Event;
import rental.notification.mail.Facts;
import rental.notification.mail.Kind;
import rental.notification.mail.Letters;
import rental.notification.queue.NewNotice;
import rental.notification.queue.SendQueue;
import rental.notification.queue.Sending.Reader;
import rental.runtime.http.Json;
import rental.runtime.outbox.Inbox;

/** Takes auth's facts: who users are, what mails they are to get about their accounts, and who is to be forgotten. */
public final class AccountIntake {
    private static final Set<String> MAILS =
            Set.of(MailRequested.EMAIL_VERIFICATION, MailRequested.PASSWORD_RESET, MailRequested.SECURITY_ALERT);

    private final Pool database;
    private final Recipients recipients;
    private final SendQueue queue;
    private final Letters letters;
    private final Runnable committed;

    /** @param committed is run after a commit that may have left something to send */
    public AccountIntake(Pool database, Recipients recipients, SendQueue queue, Letters letters, Runnable committed) {
        this.database = requireNonNull(database);
        this.recipients = requireNonNull(recipients);
        this.queue = requireNonNull(queue);
        this.letters = requireNonNull(letters);
        this.committed = requireNonNull(committed);
    }

    /** Brings all of the facts into effect, or none. */
    public Future<Void> take(List<Event> events) {
        return database.withTransaction(transaction ->
                        Inbox.fresh(transaction, events).compose(fresh -> bringIntoEffect(transaction, fresh)))
                .onSuccess(done -> committed.run());
    }

    /** Erasure comes last: what a batch says of a user before it is gone with the user. */
    private Future<Void> bringIntoEffect(SqlConnection transaction, List<Event> events) {
        var users = events.stream()
                .filter(event -> event.type().equals(UserChanged.TYPE))
                .map(event -> Json.readOwn(event.payload(), UserChanged.class).user())
                .toList();
        var erased = events.stream()
                .filter(event -> event.type().equals(UserErased.TYPE))
                .map(event -> Json.readOwn(event.payload(), UserErased.class).userId())
                .toList();
        return recipients
                .told(transaction, users)
                .compose(told -> mails(transaction, events))
                .compose(mails -> queue.add(transaction, mails))
                .compose(added -> recipients.erase(transaction, erased));
    }

    private Future<List<NewNotice>> mails(SqlConnection transaction, List<Event> events) {
        var notices = events.stream()
                .filter(event -> MAILS.contains(event.type()))
                .map(this::notice)
                .toList();
        var users = notices.stream().map(NewNotice::userId).distinct().toList();
        return recipients
                .known(transaction, users)
                .map(readers -> notices.stream()
                        .filter(notice -> !(readers.get(notice.userId()) instanceof Reader.Erased))
                        .toList());
    }

    private NewNotice notice(Event event) {
        var kind = Kind.ofWireName(event.type());
        var facts = new Facts.OfAccount(Json.readOwn(event.payload(), MailRequested.class));
        return new NewNotice(
                event.id(),
                kind,
                facts.request().userId(),
                letters.subject(kind, facts, facts.addressee().locale()),
                event.payload(),
                facts.request().expiresAt(),
                event.traceparent());
    }
}
