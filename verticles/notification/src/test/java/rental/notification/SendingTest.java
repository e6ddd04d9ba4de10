package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.auth.User;
import rental.contract.event.Event;
import rental.notification.ScriptedMailServer.Mood;
import rental.runtime.http.Json;
import rental.testkit.FaultProxy;
import rental.testkit.TestDatabase;

/** What becomes of mails when servers, networks and nodes fail. */
class SendingTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String QUICKLY = "100ms,200ms,300ms,400ms,500ms,1s,1s,1s";

    private ScriptedMailServer server;

    @BeforeEach
    void start() {
        database.execute("TRUNCATE notification, reminder, recipient, inbox");
        server = ScriptedMailServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void triesAgainWhenTheServerSaysLater() {
        server.next(Mood.LATER, Mood.LATER);
        try (var service = node(server.url())) {
            book(service, service.user("Ada"), 1);

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent")));

            assertThat(server.mails()).hasSize(1);
            assertThat(database.query("SELECT attempts FROM notification")).containsExactly("3");
        }
    }

    @Test
    void givesUpWhenTheServerSaysNeverAndTriesAgainWhenAskedTo() {
        server.next(Mood.NEVER);
        try (var service = node(server.url())) {
            var user = service.user("Ben");
            book(service, user, 1);
            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("dead")));
            assertThat(server.mails()).isEmpty();

            var dead = Json.tree(
                    service.asAdmin("listDeadLetters", Map.of(), Map.of()).body());
            var id = dead.at("/items/0/id").asText();
            var retried = service.asAdmin("retryNotification", Map.of("id", id), Map.of());

            assertThat(retried.status()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent")));
            assertThat(server.mails()).hasSize(1);
            assertThat(service.asAdmin("retryNotification", Map.of("id", id), Map.of())
                            .status())
                    .isEqualTo(409);
        }
    }

    @Test
    void knowsNoNotificationThatIsNotThere() {
        try (var service = node(server.url())) {
            var id = "01900000-0000-7000-8000-000000000000";

            assertThat(service.asAdmin("retryNotification", Map.of("id", id), Map.of())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void givesUpAfterTheLastWait() {
        server.next(Mood.LATER, Mood.LATER, Mood.LATER);
        try (var service = node(server.url(), "NOTIFICATION_RETRIES", "50ms,50ms")) {
            book(service, service.user("Cleo"), 1);

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("dead")));

            assertThat(database.query("SELECT last_error FROM notification"))
                    .singleElement()
                    .asString()
                    .startsWith("451");
        }
    }

    @Test
    void sendsNothingThatStillWaitsWhenItsReaderIsErased() {
        server.next(Mood.LATER);
        try (var service = node(server.url(), "NOTIFICATION_RETRIES", "500ms,500ms")) {
            var erased = service.user("Cora");
            book(service, erased, 1);
            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("failed")));

            service.erased(erased);
            book(service, erased, 1);
            book(service, service.user("Dan"), 1);

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent")));
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void sendsTheSameMessageIdWhenTheAnswerWasLost() {
        server.next(Mood.FORGETS_TO_ANSWER, Mood.FORGETS_TO_ANSWER, Mood.FORGETS_TO_ANSWER);
        try (var service = node(server.url(), "SMTP_CONNECTIONS", "1")) {
            book(service, service.user("Dora"), 1);

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent")));

            assertThat(server.messageIds()).hasSize(4);
            assertThat(server.messageIds().stream().distinct()).hasSize(1);
        }
    }

    @Test
    void sendsNothingTwiceWhenTheDatabaseGoesAwayBetweenSendingAndRecording() {
        try (var network = FaultProxy.to(database.url());
                var service = Service.on(network.inFrontOf(database.url()), settings(server.url()))) {
            server.beforeAnswering(network::cut);
            book(service, service.user("Eve"), 1);
            await().atMost(PATIENCE).until(() -> server.mails().size() == 1);
            server.beforeAnswering(() -> {});

            network.heal();

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent")));
            assertThat(server.mails()).hasSize(1);
        }
    }

    @Test
    void sendsWhatWaitsAsSoonAsTheServerIsBack() {
        try (var network = FaultProxy.to(server.url());
                var service = node(network.inFrontOf(server.url()), "NOTIFICATION_RETRIES", "100ms,1h,1h")) {
            var user = service.user("Finn");
            network.cut();
            book(service, user, 20);
            await().atMost(PATIENCE)
                    .until(() -> database.query("SELECT id FROM notification WHERE attempts = 2 AND lease IS NULL")
                                    .size()
                            == 20);

            network.heal();
            book(service, user, 1);

            await().atMost(PATIENCE).until(() -> server.mails().size() == 21);
            assertThat(server.messageIds().stream().distinct()).hasSize(21);
        }
    }

    @Test
    void isNotHeldUpByAServerThatDoesNotAnswer() {
        try (var network = FaultProxy.to(server.url());
                var service = node(network.inFrontOf(server.url()))) {
            network.swallow();
            book(service, service.user("Gil"), 3);
            await().atMost(PATIENCE).until(() -> !statuses().contains("pending"));

            network.heal();

            await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent", "sent", "sent")));
            assertThat(server.messageIds().stream().distinct()).hasSize(3);
        }
    }

    @Test
    void sharesTheWorkAmongNodesWithoutSendingTwice() {
        try (var one = node(server.url());
                var other = node(server.url())) {
            book(one, one.user("Hal"), 150);
            book(other, other.user("Ida"), 150);

            await().atMost(PATIENCE).until(() -> statuses().stream().allMatch("sent"::equals));

            assertThat(server.messageIds()).hasSize(300).doesNotHaveDuplicates();
        }
    }

    /** A node that reaches neither the mail server nor the database any more can no more tell what it did than a dead one. */
    @Test
    void sendsWhatADeadNodeHadClaimed() {
        try (var mailNetwork = FaultProxy.to(server.url());
                var databaseNetwork = FaultProxy.to(database.url());
                var dying = Service.on(
                        databaseNetwork.inFrontOf(database.url()), settings(mailNetwork.inFrontOf(server.url())))) {
            mailNetwork.swallow();
            book(dying, dying.user("Jo"), 3);
            await().atMost(PATIENCE)
                    .until(() -> database.query("SELECT id FROM notification WHERE lease IS NOT NULL")
                                    .size()
                            == 3);
            databaseNetwork.cut();

            try (var other = node(server.url())) {
                await().atMost(PATIENCE).until(() -> statuses().equals(List.of("sent", "sent", "sent")));
                assertThat(other.health()).isEqualTo("HEALTHY");
            }
        }
        assertThat(server.messageIds()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void finishesWhatItIsSendingWhenItStops() {
        var stopped = new CompletableFuture<Void>();
        try (var network = FaultProxy.to(server.url());
                var service = node(network.inFrontOf(server.url()), "SMTP_TIMEOUT", "10s")) {
            network.delay(Duration.ofMillis(50));
            server.beforeAnswering(() ->
                    CompletableFuture.runAsync(service::close).whenComplete((done, failure) -> stopped.complete(null)));
            book(service, service.user("Lea"), 1);
            await().atMost(PATIENCE).until(stopped::isDone);
        }

        assertThat(statuses()).containsExactly("sent");
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void tellsThatTheServerIsOutOfReach() {
        try (var network = FaultProxy.to(server.url());
                var service = node(network.inFrontOf(server.url()))) {
            network.cut();
            book(service, service.user("Kim"), 1);

            await().atMost(PATIENCE).until(() -> service.health().equals("DEGRADED"));
            network.heal();
            await().atMost(PATIENCE).until(() -> service.health().equals("HEALTHY"));
        }
    }

    private static Service node(String smtpUrl, String... settings) {
        var all = new ArrayList<>(List.of(settings(smtpUrl)));
        all.addAll(List.of(settings));
        return Service.on(database.url(), all.toArray(String[]::new));
    }

    private static String[] settings(String smtpUrl) {
        return new String[] {"SMTP_URL", smtpUrl, "SMTP_TIMEOUT", "1s", "NOTIFICATION_RETRIES", QUICKLY};
    }

    private static void book(Service service, User user, int count) {
        service.tell(IntStream.range(0, count)
                .mapToObj(i -> Bookings.event(CONFIRMED, Bookings.confirmed(user.id())))
                .toArray(Event[]::new));
    }

    private static List<String> statuses() {
        return database.query("SELECT status FROM notification ORDER BY id");
    }
}
