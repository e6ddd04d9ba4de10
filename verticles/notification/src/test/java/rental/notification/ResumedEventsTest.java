package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.notification.Listener.Told;
import rental.testkit.TestDatabase;

/** The stream of live events of clients that come back: nothing is missing and nothing is told twice. */
class ResumedEventsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    private static Service service;
    /** A node whose announcements are not heard by the first, as if the network lost them all. */
    private static Service unheard;

    private static Edge edge;

    @BeforeAll
    static void start() {
        service = Service.on(database.url());
        unheard = Service.on(database.url());
        edge = Edge.on(service.vertx());
    }

    @AfterAll
    static void stop() {
        service.close();
        unheard.close();
    }

    @Test
    void goesOnAfterTheLastEventThatTheClientHas() {
        var user = Ids.next();
        var token = edge.customer(user);
        Told last;
        try (var listener = edge.listen(token)) {
            service.book(user, 2);
            last = listener.told(2).get(1);
        }
        service.book(user, 250);

        try (var resumed = edge.resume(token, last.id())) {
            service.book(user, 3);

            assertThat(Told.positions(resumed.told(253)))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(253);
        }
    }

    @Test
    void goesOnFromWhatIsStoredAfterARestart() {
        var user = Ids.next();
        Told last;
        try (var node = Service.on(database.url())) {
            var before = Edge.on(node.vertx());
            try (var listener = before.listen(before.customer(user))) {
                node.book(user, 2);
                last = listener.told(2).get(1);
            }
        }
        unheard.book(user, 3);

        try (var node = Service.on(database.url())) {
            var after = Edge.on(node.vertx());
            try (var resumed = after.resume(after.customer(user), last.id())) {
                node.book(user, 2);

                assertThat(Told.positions(resumed.told(5)))
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .hasSize(5);
            }
        }
    }

    @Test
    void missesNothingWhoseAnnouncementWasLost() {
        var user = Ids.next();
        try (var listener = edge.listen(edge.customer(user))) {
            unheard.book(user, 3);
            service.book(user, 1);
            unheard.book(user, 2);

            assertThat(Told.positions(listener.told(6))).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void hasNeitherGapNorRepetitionHoweverOftenItIsResumed() {
        var token = edge.staff();
        var all = new ArrayList<Told>();
        String last;
        try (var first = edge.listen(token)) {
            service.book(Ids.next(), 1);
            all.addAll(first.told(1));
            last = all.get(all.size() - 1).id();
        }
        var writing = Stream.of(service, unheard)
                .map(node -> new Thread(() -> IntStream.range(0, 40).forEach(i -> node.book(Ids.next(), 5))))
                .toList();
        writing.forEach(Thread::start);
        while (all.size() < 401) {
            try (var listener = edge.resume(token, last)) {
                all.addAll(listener.told(Math.min(25, 401 - all.size())));
                last = all.get(all.size() - 1).id();
            }
        }

        var positions = Told.positions(all);
        assertThat(positions)
                .containsExactlyElementsOf(IntStream.range(0, positions.size())
                        .mapToObj(i -> positions.get(0) + i)
                        .toList());
    }

    @Test
    void refusesALastEventIdThatIsNotOfThisStream() {
        assertThat(edge.resume(edge.staff(), "abc").status()).isEqualTo(400);
        assertThat(edge.resume(edge.staff(), "999999999999").status()).isEqualTo(400);
    }

    @Test
    void saysWhenSomeOfWhatWasMissedIsNoLongerStored() {
        var user = Ids.next();
        service.book(user, 3);
        var gone = database.query("SELECT min(position) FROM live_event WHERE user_id = '" + user + "'")
                .get(0);
        database.execute("DELETE FROM live_event WHERE position <= " + gone);

        try (var listener = edge.resume(edge.customer(user), "0")) {
            assertThat(listener.told(3)).extracting(Told::type).startsWith("truncated", "booking-confirmed");
        }
    }
}
