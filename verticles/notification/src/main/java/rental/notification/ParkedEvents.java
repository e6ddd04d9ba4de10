package rental.notification;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import rental.contract.event.Feeds;
import rental.contract.event.ListParkedEvents;
import rental.contract.event.ParkedEvents.Parked;
import rental.contract.event.RetryParkedEvent;
import rental.runtime.bus.TypedBus;
import rental.runtime.http.Cursor;
import rental.runtime.http.PageRequest;

/** The events that consumers could not take, gathered from the services whose outboxes hold them. */
final class ParkedEvents {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** As the databases sort ids: by their digits, not as {@link UUID#compareTo} does. */
    private static final Comparator<Parked> NEWEST_FIRST =
            Comparator.comparing((Parked event) -> event.id().toString()).reversed();

    private final TypedBus bus;

    ParkedEvents(TypedBus bus) {
        this.bus = requireNonNull(bus);
    }

    /** One more than the page holds, newest first; fails when one of the services does not answer. */
    Future<List<Parked>> newest(PageRequest page) {
        var question = new ListParkedEvents(page.after().map(cursor -> cursor.uuid(0)), page.fetch());
        var answers = Feeds.SOURCES.stream()
                .map(source -> bus.request(Feeds.parked(source), question, PATIENCE))
                .toList();
        return Future.all(answers)
                .map(all -> answers.stream()
                        .flatMap(answer -> answer.result().events().stream())
                        .sorted(NEWEST_FIRST)
                        .limit(page.fetch())
                        .toList());
    }

    static Cursor position(Parked event) {
        return Cursor.at(event.id());
    }

    /** @return whether a service had it; fails when it was not found and one of the services does not answer */
    Future<Boolean> retry(UUID id) {
        var answers = Feeds.SOURCES.stream()
                .map(source -> bus.request(Feeds.retry(source), new RetryParkedEvent(id), PATIENCE))
                .toList();
        return Future.join(answers).transform(all -> {
            var found = answers.stream()
                    .anyMatch(answer -> answer.succeeded() && answer.result().found());
            return found || all.succeeded() ? Future.succeededFuture(found) : Future.failedFuture(all.cause());
        });
    }
}
