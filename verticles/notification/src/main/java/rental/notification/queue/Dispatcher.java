package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.notification.mail.Kind;
import rental.notification.queue.Sending.Outcome;
import rental.notification.queue.Sending.Reader;
import rental.runtime.metrics.Counted;
import rental.runtime.metrics.Meters;
import rental.runtime.trace.Spans;

/**
 * Keeps sending what is due, several at a time. It claims no more than it can send at once, so that a lease covers one
 * attempt and nothing waits in a dead node's memory. Nobody waits for a mail as for an answer, so writing mails leaves
 * most of a processor's time to others.
 *
 * <p>A mail server's word that it has a mail and our record of it are two commits, and no protocol makes them one. What
 * is out but could not be recorded stays in memory until it is, and nothing new is claimed before; so only the end of
 * the process between the two makes a mail go out again, with the same Message-ID.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** How long to leave the processor to others, in the time that was spent on writing mails. */
    private static final int REST = 3;

    private static final int ATTEMPTS_TO_READ = 20;
    private static final long PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final SendQueue queue;
    private final Ledger ledger;
    private final Sending sending;
    private final Patience patience;
    private final Duration interval;
    private final Duration lease;
    private final int slots;

    private final Counted mails = Meters.ofProcess()
            .counted(
                    "rental.mails",
                    "Attempts to send a mail: sent, again (later), givenup, or forgotten with its reader.",
                    "kind",
                    "outcome");
    private final Spans spans;
    private final Promise<Void> idle = Promise.promise();
    private int sendingNow;
    private boolean claiming;
    private boolean looking;
    private boolean resting;
    private boolean more;
    private boolean unreachable;
    private long timer;
    private boolean closed;

    /**
     * @param slots how many to send at a time
     * @param lease how long a claim holds: well over the longest that one attempt may take
     */
    public Dispatcher(Vertx vertx, SendQueue queue, Sending sending, QueueConfig config, int slots, Duration lease) {
        this.vertx = requireNonNull(vertx);
        this.spans = Spans.of(vertx);
        this.queue = requireNonNull(queue);
        this.ledger = new Ledger(vertx, queue);
        this.sending = requireNonNull(sending);
        this.patience = new Patience(config.waits());
        this.interval = config.interval();
        this.slots = slots;
        this.lease = requireNonNull(lease);
        for (var kind : Kind.values()) {
            mails.fromZero(kind.wireName(), label(Outcome.GivenUp.class));
        }
    }

    public void begin() {
        timer = vertx.setPeriodic(0, interval.toMillis(), tick -> wake());
    }

    /**
     * Stops claiming.
     *
     * @return completes when what is being sent is out and recorded, so that an orderly stop repeats no mail
     */
    public Future<Void> end() {
        closed = true;
        vertx.cancelTimer(timer);
        ending();
        return idle.future();
    }

    private void ending() {
        if (closed && sendingNow == 0 && !claiming) {
            idle.tryComplete();
        }
    }

    /** Tells that something may be due. */
    public void wake() {
        if (closed || resting || sendingNow >= slots) {
            return;
        }
        if (claiming) {
            more = true;
            return;
        }
        claiming = true;
        more = false;
        var free = slots - sendingNow;
        ledger.settle()
                .compose(recorded -> queue.claim(free, lease))
                .onSuccess(this::start)
                .onFailure(outage -> LOG.warn("Cannot look for what is due: {}", outage.getMessage()))
                .onComplete(done -> claimed(done.succeeded() && done.result().size() == free));
    }

    private void claimed(boolean all) {
        claiming = false;
        if (all || more) {
            wake();
        }
        ending();
    }

    private void start(List<Notice> notices) {
        if (notices.isEmpty()) {
            return;
        }
        sendingNow += notices.size();
        readersOf(notices, 1).onComplete(readers -> {
            var begun = System.nanoTime();
            notices.forEach(notice -> send(notice, readers).onComplete(done -> sent()));
            rest(Duration.ofNanos(System.nanoTime() - begun));
        });
    }

    /** That the readers cannot be told for a moment is no attempt to send, after which mails would wait for longer and longer. */
    private Future<Map<UUID, Reader>> readersOf(List<Notice> notices, int attempt) {
        return sending.readersOf(notices)
                .recover(outage -> closed || attempt == ATTEMPTS_TO_READ
                        ? Future.failedFuture(outage)
                        : vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(rested -> readersOf(notices, attempt + 1)));
    }

    private void rest(Duration worked) {
        resting = true;
        vertx.setTimer(1 + worked.multipliedBy(REST).toMillis(), rested -> {
            resting = false;
            wake();
        });
    }

    /** Those that end at the same moment make one claim together. */
    private void sent() {
        sendingNow--;
        if (!looking) {
            looking = true;
            vertx.runOnContext(now -> {
                looking = false;
                wake();
                ending();
            });
        }
    }

    private Future<Void> send(Notice notice, AsyncResult<Map<UUID, Reader>> readers) {
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
                    () -> readers.succeeded()
                            ? sending.send(notice, readers.result())
                            : Future.failedFuture(readers.cause()));
        } catch (RuntimeException fault) {
            return Future.failedFuture(fault);
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
