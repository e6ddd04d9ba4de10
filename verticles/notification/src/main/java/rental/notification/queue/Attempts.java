package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.notification.mail.Kind;
import rental.notification.queue.Sending.Outcome;
import rental.notification.queue.Sending.Reader;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;
import rental.runtime.trace.Spans;

/**
 * Tries to send notifications and records what comes of each: out, to be tried again after a while, given up, or
 * forgotten with its reader. Used on one event loop.
 *
 * <p>A mail server's word that it has a mail and our record of it are two commits, and no protocol makes them one. What
 * is out but could not be recorded stays in memory until it is; so only the end of the process between the two makes a
 * mail go out again, with the same Message-ID.
 */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final SendQueue queue;
    private final Ledger ledger;
    private final Sending sending;
    private final Patience patience;
    private final Spans spans;
    private final Counted mails = Meters.ofProcess()
            .counted(
                    "rental.mails",
                    "Attempts to send a mail: sent, again (later), givenup, or forgotten with its reader.",
                    "kind",
                    "outcome");
    private boolean unreachable;
    private long workedNanos;

    Attempts(Vertx vertx, SendQueue queue, Sending sending, Patience patience) {
        this.queue = requireNonNull(queue);
        this.ledger = new Ledger(vertx, queue);
        this.sending = requireNonNull(sending);
        this.patience = requireNonNull(patience);
        this.spans = Spans.of(vertx);
        for (var kind : Kind.values()) {
            mails.fromZero(kind.wireName(), label(Outcome.GivenUp.class));
        }
    }

    /** @return completes when all is recorded that is out by now */
    Future<Void> recorded() {
        return ledger.settle();
    }

    /** For how long mails have kept the processor busy since this was asked last. */
    Duration worked() {
        var worked = Duration.ofNanos(workedNanos);
        workedNanos = 0;
        return worked;
    }

    /**
     * Makes one attempt.
     *
     * @param readers as far as they are known, or why they are not
     * @return completes when it is recorded what came of it
     */
    Future<Void> send(Notice notice, AsyncResult<Map<UUID, Reader>> readers) {
        return attempt(notice, readers)
                .recover(fault -> Future.succeededFuture(failed(notice, fault)))
                .compose(outcome -> settle(notice, outcome))
                .onFailure(outage -> LOG.warn("Cannot record what came of {}: {}", notice.id(), outage.getMessage()));
    }

    /** The readers are known by now: waiting for them as a future would go on outside of the trace of the notice. */
    private Future<Outcome> attempt(Notice notice, AsyncResult<Map<UUID, Reader>> readers) {
        try {
            return spans.resuming(
                    "send mail",
                    notice.traceparent().stream().toList(),
                    Map.of(Spans.KIND, notice.kind().wireName()),
                    () -> readers.succeeded() ? work(notice, readers.result()) : Future.failedFuture(readers.cause()));
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
        }
    }

    private Future<Outcome> work(Notice notice, Map<UUID, Reader> readers) {
        var begun = System.nanoTime();
        try {
            return sending.send(notice, readers);
        } finally {
            workedNanos += System.nanoTime() - begun;
        }
    }

    private static Outcome failed(Notice notice, Throwable fault) {
        LOG.warn("Cannot send {} {} now", notice.kind().wireName(), notice.id(), fault);
        return new Outcome.Again(String.valueOf(fault), false);
    }

    private static String label(Class<? extends Outcome> outcome) {
        return outcome.getSimpleName().toLowerCase(Locale.ROOT);
    }

    private Future<Void> settle(Notice notice, Outcome outcome) {
        mails.more(notice.kind().wireName(), label(outcome.getClass()));
        if (outcome instanceof Outcome.Sent sent) {
            return ledger.out(notice.id(), sent.subject()).compose(recorded -> reachable());
        }
        if (outcome instanceof Outcome.Again again) {
            unreachable |= again.unreachable();
            return again(notice, again);
        }
        if (outcome instanceof Outcome.GivenUp givenUp) {
            return giveUp(notice, givenUp.reason());
        }
        return queue.drop(notice);
    }

    private Future<Void> again(Notice notice, Outcome.Again again) {
        var wait = patience.after(notice.attempt());
        if (wait.isEmpty()) {
            return giveUp(notice, again.reason());
        }
        LOG.info(
                "{} {} failed ({}), next try in {}", notice.kind().wireName(), notice.id(), again.reason(), wait.get());
        return queue.postponed(notice, wait.get(), again.reason(), again.unreachable());
    }

    private Future<Void> giveUp(Notice notice, String reason) {
        LOG.warn("{} {} is given up: {}", notice.kind().wireName(), notice.id(), reason);
        return queue.dead(notice, reason);
    }

    /** The first that gets through after an outage brings the others forward. */
    private Future<Void> reachable() {
        if (!unreachable) {
            return Future.succeededFuture();
        }
        return queue.hurry().onSuccess(done -> unreachable = false);
    }
}
