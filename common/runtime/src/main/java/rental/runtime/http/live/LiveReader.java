package rental.runtime.http.live;

import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.notification.LiveEvent;
import rental.contract.notification.ReadLiveEvents.LivePage;

/**
 * One client's stream. First it reads what is stored, at the client's pace. At the end of that it takes part in the feed and
 * reads once more up to where it came in, keeping back what the feed offers meanwhile; from there on it lives on the feed. So
 * nothing is missed and nothing comes twice.
 */
final class LiveReader {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int WRITE_QUEUE_BYTES = 64 * 1024;
    private static final int MOST_PENDING = 2_000;

    private enum State {
        /** Reads what is stored, and lets the feed pass: it will be stored, too. */
        REPLAYING,
        /** Reads up to where the feed was when it came in, and keeps what the feed offers meanwhile. */
        JOINING,
        /** Lives on the feed. */
        LIVE,
        CLOSED
    }

    private final LiveFeed feed;
    private final HttpServerResponse response;
    private final UUID caller;
    private final Optional<UUID> userId;
    private final Deque<LiveEvent> pending = new ArrayDeque<>();
    private long cursor;
    private long joinedAt;
    private State state = State.REPLAYING;
    /** Whether nothing has been written since the last heartbeat. */
    private boolean quiet;

    /** {@link System#nanoTime}; zero while the client takes what it is given. */
    private long stalledSince;

    /**
     * @param userId whose events to pass on; empty for all
     * @param cursor the position after which to begin
     */
    LiveReader(LiveFeed feed, HttpServerResponse response, UUID caller, Optional<UUID> userId, long cursor) {
        this.feed = feed;
        this.response = response;
        this.caller = caller;
        this.userId = userId;
        this.cursor = cursor;
    }

    UUID caller() {
        return caller;
    }

    /** @param resumed whether the client has been here before and is to get what it missed */
    void begin(boolean resumed) {
        response.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        response.closeHandler(gone -> close());
        response.exceptionHandler(gone -> close());
        response.write(EventText.beginning(RETRY));
        feed.join(this);
        if (resumed) {
            replay(true);
        } else {
            cursor = Math.max(cursor, feed.offered());
            goLive();
        }
    }

    /** An event of the feed, which comes in order. */
    void offer(LiveEvent event) {
        if (isOver() || state == State.REPLAYING || isLive() && event.position() <= cursor) {
            return;
        }
        if (userId.isEmpty() || userId.get().equals(event.userId())) {
            pending.add(event);
        } else if (isLive() && pending.isEmpty()) {
            cursor = event.position();
        }
        if (pending.size() > MOST_PENDING) {
            drop("too many events wait for it");
        } else if (isLive()) {
            pump();
        }
    }

    /** Shows that the stream is alive, and drops it when its reader takes nothing. */
    void heartbeat(Duration slowAfter) {
        if (isOver()) {
            return;
        }
        if (stalledSince != 0 && System.nanoTime() - stalledSince > slowAfter.toNanos()) {
            drop("it takes nothing");
        } else if (quiet && stalledSince == 0) {
            response.write(isLive() ? EventText.heartbeat(cursor) : EventText.comment());
        }
        quiet = true;
    }

    void close() {
        state = State.CLOSED;
        pending.clear();
        feed.leave(this);
    }

    /** Whether the client has left, or the server has ended the stream. */
    private boolean isOver() {
        if (state != State.CLOSED && (response.ended() || response.closed())) {
            close();
        }
        return state == State.CLOSED;
    }

    private boolean isLive() {
        return state == State.LIVE;
    }

    private void replay(boolean first) {
        feed.read(cursor, userId).onSuccess(page -> replayed(page, first)).onFailure(outage -> {
            LOG.debug("A stream ends, for what is stored cannot be read: {}", outage.getMessage());
            end();
        });
    }

    private void replayed(LivePage page, boolean first) {
        if (isOver()) {
            return;
        }
        if (first && cursor + 1 < page.oldest()) {
            response.write(EventText.truncated(page.oldest()));
        }
        page.events().forEach(this::write);
        cursor = Math.max(cursor, page.upTo());
        if (state == State.REPLAYING && cursor >= page.last()) {
            state = State.JOINING;
            joinedAt = feed.offered();
        }
        whenWritable(() -> {
            if (state == State.JOINING && cursor >= joinedAt) {
                goLive();
            } else {
                replay(false);
            }
        });
    }

    private void goLive() {
        state = State.LIVE;
        pending.removeIf(event -> event.position() <= cursor);
        pump();
    }

    private void pump() {
        while (!isOver() && !pending.isEmpty() && !response.writeQueueFull()) {
            var event = pending.poll();
            write(event);
            cursor = event.position();
        }
        if (!pending.isEmpty()) {
            whenWritable(this::pump);
        }
    }

    private void write(LiveEvent event) {
        quiet = false;
        response.write(EventText.event(event));
    }

    private void whenWritable(Runnable then) {
        if (isOver()) {
            return;
        }
        if (!response.writeQueueFull()) {
            then.run();
            return;
        }
        if (stalledSince == 0) {
            stalledSince = System.nanoTime();
        }
        response.drainHandler(drained -> {
            stalledSince = 0;
            response.drainHandler(null);
            if (!isOver()) {
                then.run();
            }
        });
    }

    /** A client that is cut off comes back with the last event it has; one that is kept would cost memory without end. */
    private void drop(String reason) {
        LOG.info("A stream of events is dropped: {}", reason);
        close();
        response.reset();
    }

    private void end() {
        if (!isOver()) {
            close();
            response.end();
        }
    }
}
