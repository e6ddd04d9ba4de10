package rental.runtime.http.live;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import rental.contract.notification.LiveEvent;
import rental.contract.notification.LiveEvents;
import rental.contract.notification.NotificationAddresses;
import rental.contract.notification.ReadLiveEvents;
import rental.contract.notification.ReadLiveEvents.LivePage;
import rental.runtime.bus.TypedBus;
import rental.runtime.metrics.Level;
import rental.runtime.metrics.Meters;

/**
 * Follows the stream for the readers of one event loop, in order and without a gap. Announcements on the bus make it
 * quick: one that does not follow on what is known, or that never came, makes it ask for what is stored.
 */
final class LiveFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int PORTION = 500;
    private static final int READERS_PORTION = 100;

    private final TypedBus bus;
    private final Context context;
    private final Set<LiveReader> readers = new LinkedHashSet<>();
    private final Level open =
            Meters.ofProcess().level("rental.events.streams", "Streams of live events that are open");
    private long position;
    private boolean catchingUp;
    private boolean behind;

    /** @param vertx called on the event loop whose readers it feeds */
    LiveFeed(Vertx vertx) {
        this.bus = TypedBus.on(vertx);
        this.context = requireNonNull(vertx.getOrCreateContext());
    }

    Future<Void> begin() {
        return bus.listen(NotificationAddresses.LIVE_EVENTS, this::told).ready();
    }

    Set<LiveReader> readers() {
        return readers;
    }

    /** Where the stream is now. With no reader to feed, it has not been followed and has to be asked for. */
    Future<Long> position() {
        if (!readers.isEmpty()) {
            return Future.succeededFuture(position);
        }
        return last().map(last -> {
            if (readers.isEmpty()) {
                position = last;
            }
            return position;
        });
    }

    /** The position of the newest event that is stored, however far the feed is. */
    Future<Long> last() {
        return ask(new ReadLiveEvents(ReadLiveEvents.END, 1, Optional.empty())).map(LivePage::last);
    }

    /** What is stored for a reader. */
    Future<LivePage> read(long after, Optional<UUID> userId) {
        return ask(new ReadLiveEvents(after, READERS_PORTION, userId));
    }

    /** From now on the reader is offered every event. */
    void join(LiveReader reader) {
        readers.add(reader);
        open.rises(1);
    }

    /** The position up to which events have been offered. */
    long offered() {
        return position;
    }

    void leave(LiveReader reader) {
        if (readers.remove(reader)) {
            open.rises(-1);
        }
    }

    /** Looks for what was stored but not heard of. */
    void catchUp() {
        if (readers.isEmpty()) {
            return;
        }
        if (catchingUp) {
            behind = true;
            return;
        }
        catchingUp = true;
        behind = false;
        ask(new ReadLiveEvents(position, PORTION, Optional.empty()))
                .onComplete(done -> catchingUp = false)
                .onSuccess(this::caughtUp)
                .onFailure(outage -> LOG.debug("Cannot read live events: {}", outage.getMessage()));
    }

    private void caughtUp(LivePage page) {
        page.events().forEach(this::offer);
        position = Math.max(position, page.upTo());
        if (behind || position < page.last()) {
            catchUp();
        }
    }

    private void told(LiveEvents announcement) {
        if (readers.isEmpty()) {
            return;
        }
        List<LiveEvent> events = announcement.events();
        if (events.get(0).position() > position + 1) {
            catchUp();
        } else {
            events.forEach(this::offer);
        }
    }

    private void offer(LiveEvent event) {
        if (event.position() > position) {
            position = event.position();
            List.copyOf(readers).forEach(reader -> reader.offer(event));
        }
    }

    /** Asks outside of the request that is being worked on, whose deadline a stream outlives. */
    private Future<LivePage> ask(ReadLiveEvents question) {
        var answer = Promise.<LivePage>promise();
        context.runOnContext(outside -> bus.request(NotificationAddresses.READ_LIVE_EVENTS, question, PATIENCE)
                .onComplete(answer));
        return answer.future();
    }
}
