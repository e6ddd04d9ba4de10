package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import rental.notification.channel.Channel;
import rental.notification.channel.Delivery;
import rental.notification.mail.Facts;
import rental.notification.mail.Kind;
import rental.notification.mail.Letters;
import rental.notification.mail.Mail;
import rental.notification.mail.Recipient;

/** Sends one notification: finds its reader, writes the mail and hands it to the channel. */
public final class Sending {
    private final Readers readers;
    private final Letters letters;
    private final Channel channel;
    private final Clock clock;

    public Sending(Readers readers, Letters letters, Channel channel, Clock clock) {
        this.readers = requireNonNull(readers);
        this.letters = requireNonNull(letters);
        this.channel = requireNonNull(channel);
        this.clock = requireNonNull(clock);
    }

    /** Finds out who users are. */
    public interface Readers {
        /** Those of the users who are known at once. @return fails when it can't be told now */
        Future<Map<UUID, Reader>> known(Collection<UUID> userIds);

        /** Looks further for a user who is not. @return fails when it can't be told now */
        Future<Reader> find(UUID userId);
    }

    /** What is known of a user. */
    public sealed interface Reader {
        record Known(Recipient recipient) implements Reader {}

        record Erased() implements Reader {}

        record Unknown() implements Reader {}
    }

    /** What came of sending. */
    sealed interface Outcome {
        record Sent(String subject) implements Outcome {}

        record Again(String reason, boolean unreachable) implements Outcome {}

        record GivenUp(String reason) implements Outcome {}

        record Forgotten() implements Outcome {}
    }

    /** The readers of notifications as far as they are known at once. */
    Future<Map<UUID, Reader>> readersOf(List<Notice> notices) {
        return readers.known(notices.stream().map(Notice::userId).collect(Collectors.toSet()));
    }

    /** @return never fails because of what it is to send, or of where to */
    Future<Outcome> send(Notice notice, Map<UUID, Reader> known) {
        if (notice.uselessAfter().filter(clock.instant()::isAfter).isPresent()) {
            return Future.succeededFuture(new Outcome.GivenUp("It came too late"));
        }
        var reader = known.get(notice.userId());
        return reader == null
                ? readers.find(notice.userId()).compose(found -> send(notice, found))
                : send(notice, reader);
    }

    private Future<Outcome> send(Notice notice, Reader reader) {
        if (reader instanceof Reader.Erased) {
            return Future.succeededFuture(new Outcome.Forgotten());
        }
        var facts = Facts.read(notice.kind(), notice.facts());
        if (facts instanceof Facts.OfAccount account) {
            return hand(notice.id(), notice.kind(), facts, account.addressee());
        }
        if (reader instanceof Reader.Known known) {
            return hand(notice.id(), notice.kind(), facts, known.recipient());
        }
        return Future.succeededFuture(new Outcome.GivenUp("There is no such user"));
    }

    private Future<Outcome> hand(UUID id, Kind kind, Facts facts, Recipient recipient) {
        var mail = letters.write(id, kind, facts, recipient);
        return channel.deliver(mail).map(delivery -> outcome(delivery, mail));
    }

    private static Outcome outcome(Delivery delivery, Mail mail) {
        if (delivery instanceof Delivery.Refused refused) {
            return new Outcome.GivenUp(refused.reason());
        }
        if (delivery instanceof Delivery.Postponed postponed) {
            return new Outcome.Again(postponed.reason(), postponed.unreachable());
        }
        return new Outcome.Sent(mail.subject());
    }
}
