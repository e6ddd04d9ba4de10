package rental.notification.queue;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.notification.queue.Sending.Reader;

/**
 * Keeps claiming what is due, several at a time, and has it sent. It claims no more than can be sent at once, so that a
 * lease covers one attempt and nothing waits in a dead node's memory, and nothing while a mail that is out has yet to be
 * recorded. Nobody waits for a mail as for an answer, so writing mails leaves most of a processor's time to others.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** How long to leave the processor to others, in the time that was spent on writing mails. */
    private static final int REST = 3;

    private static final int ATTEMPTS_TO_READ = 20;
    private static final long PAUSE_MILLIS = 250;

    private final Vertx vertx;
    private final SendQueue queue;
    private final Sending sending;
    private final Attempts attempts;
    private final Duration interval;
    private final Duration lease;
    private final int slots;
    private final Promise<Void> idle = Promise.promise();
    private int sendingNow;
    private boolean claiming;
    private boolean looking;
    private boolean resting;
    private boolean more;
    private long timer;
    private boolean closed;

    /**
     * @param slots how many to send at a time
     * @param lease how long a claim holds: well over the longest that one attempt may take
     */
    public Dispatcher(Vertx vertx, SendQueue queue, Sending sending, QueueConfig config, int slots, Duration lease) {
        this.vertx = requireNonNull(vertx);
        this.queue = requireNonNull(queue);
        this.sending = requireNonNull(sending);
        this.attempts = new Attempts(vertx, queue, sending, new Patience(config.waits()));
        this.interval = config.interval();
        this.slots = slots;
        this.lease = requireNonNull(lease);
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
        attempts.recorded()
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
            resting = true;
            notices.forEach(notice -> attempts.send(notice, readers).onComplete(done -> sent()));
            // What belongs to a trace is written on a context of its own, and so behind what runs here.
            vertx.runOnContext(written -> rest(attempts.worked()));
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
}
