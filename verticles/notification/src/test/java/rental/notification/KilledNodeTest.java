package rental.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static rental.contract.booking.BookingChanged.Kind.CONFIRMED;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.event.Event;
import rental.testkit.TestDatabase;

/** What becomes of mails when the process that sends them is killed at the worst moment. */
class KilledNodeTest {
    @RegisterExtension
    static final TestDatabase database = TestDatabase.of("notification");

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAILS = 200;
    private static final int CONNECTIONS = 4;

    private final ScriptedMailServer server = ScriptedMailServer.start();
    private final AtomicReference<Process> node = new AtomicReference<>();

    @BeforeEach
    void waitingMails() {
        try (var service = Service.on(database.url(), "SMTP_URL", "smtp://127.0.0.1:1")) {
            var user = service.user("Ada");
            service.tell(IntStream.range(0, MAILS)
                    .mapToObj(i -> Bookings.event(CONFIRMED, Bookings.confirmed(user.id())))
                    .toArray(Event[]::new));
        }
        database.execute("UPDATE notification SET status = 'pending', lease = NULL, due_at = now(), attempts = 0");
    }

    @AfterEach
    void stop() {
        node.get().destroyForcibly();
        server.close();
    }

    /** Killed twice, each time when the mail server has a mail and has not said so yet. */
    @Test
    void losesNoMailAndRepeatsOnlyWhatWasBetweenSendingAndRecording() throws IOException {
        killAfter(50);
        begin();
        await().atMost(PATIENCE).until(() -> !node.get().isAlive());
        killAfter(120);
        begin();
        await().atMost(PATIENCE).until(() -> !node.get().isAlive());
        server.beforeAnswering(() -> {});
        begin();

        await().atMost(PATIENCE)
                .until(() -> database.query("SELECT id FROM notification WHERE status <> 'sent'")
                        .isEmpty());

        assertThat(new HashSet<>(server.messageIds())).hasSize(MAILS);
        assertThat(server.messageIds().size() - MAILS).isBetween(1, 2 * CONNECTIONS);
    }

    private void killAfter(int mails) {
        server.beforeAnswering(() -> {
            if (server.mails().size() >= mails) {
                node.get().destroyForcibly();
            }
        });
    }

    private void begin() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(List.of(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeMain.class.getName()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("NOTIFICATION_DATABASE_URL", database.url());
        builder.environment().put("NOTIFICATION_PORT", "0");
        builder.environment().put("SMTP_URL", server.url());
        builder.environment().put("SMTP_TIMEOUT", "1s");
        builder.environment().put("SMTP_CONNECTIONS", Integer.toString(CONNECTIONS));
        node.set(builder.start());
    }
}
