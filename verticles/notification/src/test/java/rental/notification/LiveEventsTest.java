package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.contract.booking.BookingChanged.Kind.CANCELLED;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;
import static rental.contract.booking.BookingChanged.Kind.PICKED_UP;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.notification.Listener.Told;
import rental.runtime.http.Json;
import rental.testkit.TestDatabase;

/** The stream of live events as clients see it. */
class LiveEventsTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Service service;
    private static Edge edge;

    @BeforeAll
    static void start() {
        service = Service.on(database.url());
        edge = Edge.on(service.vertx(), "EVENTS_HEARTBEAT", "200ms", "EVENTS_SLOW_AFTER", "3s");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void tellsACustomerWhatHappensToTheirBookings() {
        var user = Ids.next();
        try (var listener = edge.listen(edge.customer(user))) {
            var booking = Bookings.confirmed(user);
            service.happened(CONFIRMED, Bookings.confirmed(Ids.next()));
            service.happened(CONFIRMED, booking);
            service.happened(CANCELLED, Bookings.cancelled(booking, "customer"));

            var told = listener.told(2);

            assertThat(listener.contentType()).isEqualTo("text/event-stream");
            assertThat(told).extracting(Told::type).containsExactly("booking-confirmed", "booking-cancelled");
            var data = Json.tree(told.get(1).data().getBytes(StandardCharsets.UTF_8));
            assertThat(data.at("/booking/id").asText()).isEqualTo(booking.id().toString());
            assertThat(data.at("/booking/status").asText()).isEqualTo("cancelled");
            assertThat(data.at("/booking/totalPrice/amount").asText()).isEqualTo("240.00");
        }
    }

    @Test
    void tellsStaffWhatHappensToAll() {
        try (var listener = edge.listen(edge.staff())) {
            service.happened(CONFIRMED, Bookings.confirmed(Ids.next()));
            service.happened(PICKED_UP, Bookings.confirmed(Ids.next()));

            assertThat(listener.told(2)).extracting(Told::type).contains("booking-confirmed", "booking-picked-up");
        }
    }

    @Test
    void beatsAndMovesTheLastEventIdOn() {
        try (var listener = edge.listen(edge.customer(Ids.next()))) {
            service.book(Ids.next(), 1);
            var last = database.query("SELECT last FROM live_position").get(0);

            await().atMost(PATIENCE)
                    .until(() -> !listener.lastEventId().isEmpty()
                            && Long.parseLong(listener.lastEventId()) >= Long.parseLong(last));

            assertThat(listener.told()).isEmpty();
        }
    }

    @Test
    void endsWhenItsTokenIsNoLongerAccepted() {
        var token = edge.customer(Ids.next());
        try (var listener = edge.listen(token);
                var other = edge.listen(edge.customer(Ids.next()))) {
            edge.revoke(token);

            await().atMost(PATIENCE).until(listener::isOver);
            assertThat(other.isOver()).isFalse();
        }
    }

    @Test
    void dropsAReaderThatTakesNothingAndServesTheOthers() throws IOException {
        try (var slow = new Socket();
                var listener = edge.listen(edge.staff())) {
            slow.setReceiveBufferSize(1024);
            slow.connect(new InetSocketAddress("127.0.0.1", edge.port()));
            slow.getOutputStream()
                    .write(("GET /events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + edge.staff()
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            slow.setSoTimeout((int) PATIENCE.toMillis());
            assertThat(slow.getInputStream().read()).isEqualTo('H');
            var before = listener.told().size();

            service.book(Ids.next(), 8_000);

            listener.told(before + 8_000);
            await().atMost(PATIENCE).until(() -> isCutOff(slow));
        }
    }

    @Test
    void servesHundredsOfClientsAtOnce() {
        var user = Ids.next();
        var listeners = new ArrayList<Listener>();
        try {
            for (var i = 0; i < 300; i++) {
                listeners.add(edge.listen(i % 30 == 0 ? edge.staff() : edge.customer(Ids.next())));
            }
            listeners.add(edge.listen(edge.customer(user)));
            listeners.add(edge.listen(edge.customer(user)));

            service.book(user, 1);

            var told = listeners.stream().filter(listener -> !listener.told().isEmpty());
            await().atMost(PATIENCE)
                    .until(() -> listeners.stream()
                                    .filter(listener -> !listener.told().isEmpty())
                                    .count()
                            == 12);
            assertThat(told).hasSize(12);
        } finally {
            listeners.forEach(Listener::close);
        }
    }

    @Test
    void letsOneUserOpenOnlySoMany() {
        var token = edge.customer(Ids.next());
        var listeners = IntStream.range(0, 20).mapToObj(i -> edge.listen(token)).toList();

        assertThat(edge.listen(token).status()).isEqualTo(429);

        listeners.forEach(Listener::close);
        await().atMost(PATIENCE).until(() -> edge.listen(token).status() == 200);
    }

    @Test
    void letsOneUserOpenOnlySoManyOfThoseAskedForAtOnce() {
        try (var node = Service.on(database.url())) {
            var quiet = Edge.on(node.vertx());
            var token = quiet.customer(Ids.next());
            var opened = quiet.listenAtOnce(40, token);

            assertThat(opened).filteredOn(listener -> listener.status() == 200).hasSize(20);
            opened.forEach(Listener::close);
        }
    }

    /** Reads what is left in buffers, then sees the end. */
    private static boolean isCutOff(Socket socket) throws IOException {
        try {
            var buffer = new byte[1 << 16];
            while (socket.getInputStream().read(buffer) >= 0) {
                socket.setSoTimeout(2_000);
            }
            return true;
        } catch (SocketTimeoutException alive) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }
}
