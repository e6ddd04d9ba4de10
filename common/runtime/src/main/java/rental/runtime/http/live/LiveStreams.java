package rental.runtime.http.live;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import rental.contract.api.ApiRequest;
import rental.contract.api.Caller;
import rental.contract.api.Problem;
import rental.runtime.http.StreamHandler;

/**
 * Answers {@code streamEvents}: customers get the events of their own bookings, staff those of all. A stream begins with
 * what happens next, or behind the client's {@code Last-Event-ID} with what was missed. One for each event loop.
 */
public final class LiveStreams implements StreamHandler {
    private static final Problem OVERLOADED = Problem.tryAgain("try-again", "Too many streams are open here.");
    private static final Problem TOO_MANY = Problem.of(429, "too-many-streams", "You have too many streams open.")
            .with("retry-after", "10");
    private static final Problem UNKNOWN_ID =
            Problem.invalid("header/Last-Event-ID", "is not the id of an event of this stream");
    private static final Pattern POSITION = Pattern.compile("\\d{1,18}");
    private static final int MOST_FOR_ONE_USER = 20;

    private final LiveFeed feed;
    private final LiveConfig config;

    private LiveStreams(LiveFeed feed, LiveConfig config) {
        this.feed = requireNonNull(feed);
        this.config = requireNonNull(config);
    }

    /** Called in a verticle's {@code start()}; ends with the verticle. */
    public static Future<LiveStreams> on(Vertx vertx, LiveConfig config) {
        var streams = new LiveStreams(new LiveFeed(vertx), config);
        vertx.setPeriodic(config.interval().toMillis(), tick -> streams.feed.catchUp());
        vertx.setPeriodic(config.heartbeat().toMillis(), tick -> streams.heartbeat());
        return streams.feed.begin().map(streams);
    }

    @Override
    public Future<Opening> open(ApiRequest request) {
        var lastEventId = request.header("last-event-id");
        if (lastEventId.filter(id -> !POSITION.matcher(id).matches()).isPresent()) {
            return refused(UNKNOWN_ID);
        }
        var caller = request.signedIn();
        var after = lastEventId.map(Long::valueOf);
        return feed.position().compose(position -> open(caller, after, position));
    }

    private Future<Opening> open(Caller caller, Optional<Long> after, long position) {
        if (after.isEmpty() || after.get() <= position) {
            return Future.succeededFuture(opening(caller, after, position));
        }
        // The client may come from a node that is further on than this one.
        return feed.last()
                .map(last -> after.get() <= last ? opening(caller, after, position) : new Opening.Refused(UNKNOWN_ID));
    }

    /** Asked for only now, when the stream opens at once: of many that waited for the position, none was open yet. */
    private Opening opening(Caller caller, Optional<Long> after, long position) {
        var full = fullFor(caller);
        if (full.isPresent()) {
            return new Opening.Refused(full.get());
        }
        Optional<UUID> userId = caller.isStaff() ? Optional.empty() : Optional.of(caller.userId());
        return new Opening.Ready(
                EventText.MEDIA_TYPE,
                response -> new LiveReader(feed, response, caller.userId(), userId, after.orElse(position))
                        .begin(after.isPresent()));
    }

    private Optional<Problem> fullFor(Caller caller) {
        var readers = feed.readers();
        if (readers.size() >= config.maxStreams()) {
            return Optional.of(OVERLOADED);
        }
        var own = readers.stream()
                .filter(reader -> reader.caller().equals(caller.userId()))
                .count();
        return own >= MOST_FOR_ONE_USER ? Optional.of(TOO_MANY) : Optional.empty();
    }

    private void heartbeat() {
        List.copyOf(feed.readers()).forEach(reader -> reader.heartbeat(config.slowAfter()));
    }

    private static Future<Opening> refused(Problem problem) {
        return Future.succeededFuture(new Opening.Refused(problem));
    }
}
