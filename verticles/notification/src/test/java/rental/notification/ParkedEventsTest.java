package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.contract.event.Feeds;
import rental.contract.event.ListParkedEvents;
import rental.contract.event.ParkedEvents;
import rental.contract.event.ParkedEvents.Parked;
import rental.contract.event.RetryParkedEvent;
import rental.runtime.http.Json;
import rental.testkit.TestDatabase;

/** The events that wait for a person, gathered from services that answer as their relays do. */
class ParkedEventsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    private final Set<UUID> retried = ConcurrentHashMap.newKeySet();
    private Service service;

    @BeforeEach
    void start() {
        service = Service.on(database.url());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void listsThoseOfAllServicesNewestFirstPageByPage() {
        var all = new ArrayList<Parked>();
        for (var i = 0; i < 4; i++) {
            Feeds.SOURCES.forEach(source -> all.add(0, parked(source)));
        }
        Feeds.SOURCES.forEach(source -> serve(source, all));

        var listed = new ArrayList<String>();
        var page = Json.tree(service.asAdmin("listParkedEvents", Map.of(), Map.of("limit", "5"))
                .body());
        page.at("/items").forEach(item -> listed.add(item.at("/id").asText()));
        while (!page.at("/nextCursor").isNull()) {
            var next = Map.of("limit", "5", "cursor", page.at("/nextCursor").asText());
            page = Json.tree(service.asAdmin("listParkedEvents", Map.of(), next).body());
            page.at("/items").forEach(item -> listed.add(item.at("/id").asText()));
        }

        assertThat(listed)
                .containsExactlyElementsOf(
                        all.stream().map(event -> event.id().toString()).toList());
        assertThat(page.at("/items/0/consumer").asText()).isEqualTo("notification");
    }

    @Test
    void handsAnEventToItsConsumerAgain() {
        var event = parked("booking");
        Feeds.SOURCES.forEach(source -> serve(source, List.of(event)));

        assertThat(retry(event.id())).isEqualTo(202);
        assertThat(retried).containsExactly(event.id());
        assertThat(retry(Ids.next())).isEqualTo(404);
    }

    @Test
    void handsAnEventToItsConsumerAgainThoughAnotherServiceIsDown() {
        var event = parked("booking");
        serve("booking", List.of(event));

        assertThat(retry(event.id())).isEqualTo(202);
    }

    @Test
    void doesNotCallAListWholeThatLacksAService() {
        serve("booking", List.of(parked("booking")));

        assertThat(service.asAdmin("listParkedEvents", Map.of(), Map.of()).status())
                .isEqualTo(503);
    }

    private int retry(UUID id) {
        return service.asAdmin("retryParkedEvent", Map.of("id", id.toString()), Map.of())
                .status();
    }

    private static Parked parked(String source) {
        return new Parked(
                Ids.next(), source, "notification", Ids.next(), "some-fact", Ids.next(), "no", 5, Instant.now());
    }

    private void serve(String source, List<Parked> events) {
        var own = events.stream().filter(event -> event.source().equals(source)).toList();
        Service.await(service.bus()
                .serve(Feeds.parked(source), (ListParkedEvents ask) -> Future.succeededFuture(answer(own, ask)))
                .serve(Feeds.retry(source), (RetryParkedEvent ask) -> Future.succeededFuture(retried(own, ask)))
                .ready());
    }

    private static ParkedEvents answer(List<Parked> own, ListParkedEvents ask) {
        return new ParkedEvents(own.stream()
                .filter(event -> ask.before()
                        .filter(before -> before.toString().compareTo(event.id().toString()) <= 0)
                        .isEmpty())
                .limit(ask.limit())
                .toList());
    }

    private RetryParkedEvent.Outcome retried(List<Parked> own, RetryParkedEvent ask) {
        var found = own.stream().anyMatch(event -> event.id().equals(ask.id()));
        if (found) {
            retried.add(ask.id());
        }
        return new RetryParkedEvent.Outcome(found);
    }
}
