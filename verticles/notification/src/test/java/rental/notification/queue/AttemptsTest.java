package rental.notification.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.tracing.opentelemetry.OpenTelemetryTracingFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import rental.contract.Ids;
import rental.contract.auth.MailRequested;
import rental.notification.NotificationConfig;
import rental.notification.channel.Channel;
import rental.notification.channel.Delivery;
import rental.notification.mail.Kind;
import rental.notification.mail.Letters;
import rental.notification.mail.Mail;
import rental.notification.mail.Recipient;
import rental.notification.mail.Templates;
import rental.notification.queue.Sending.Reader;
import rental.notification.queue.Sending.Readers;
import rental.runtime.config.Configuration;
import rental.runtime.http.Json;
import rental.runtime.sql.Databases;
import rental.testkit.TestDatabase;

class AttemptsTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("notification");

    private static final Duration WORK = Duration.ofMillis(20);
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final Vertx vertx = Vertx.builder()
            .withTracer(new OpenTelemetryTracingFactory(OpenTelemetry.noop()))
            .build();
    private final NotificationConfig config =
            Configuration.read(NotificationConfig.class, Map.of("NOTIFICATION_DATABASE_URL", DATABASE.url()));
    private final Recipient ada = new Recipient(Ids.next(), "ada@example.com", "Ada", "en");

    @AfterEach
    void stop() throws Exception {
        await(vertx.close());
    }

    @Test
    void countsTheWorkForMailsWhetherTheyBelongToATraceOrNot() throws Exception {
        assertThat(workFor(notice(Optional.empty()))).isGreaterThanOrEqualTo(WORK);
        assertThat(workFor(notice(Optional.of(TRACEPARENT)))).isGreaterThanOrEqualTo(WORK);
    }

    private Duration workFor(Notice notice) throws Exception {
        var attempts = attempts();
        var worked = Promise.<Duration>promise();
        vertx.runOnContext(now -> {
            attempts.send(notice, Future.succeededFuture(Map.of(ada.userId(), new Reader.Known(ada))));
            vertx.runOnContext(written -> worked.complete(attempts.worked()));
        });
        return await(worked.future());
    }

    private Attempts attempts() {
        var channel = new BusyChannel();
        var letters = new Letters(Templates.load(Optional.empty()), config.mail());
        var queue = new SendQueue(Databases.readCommitted(vertx, config.database()), channel.name());
        var sending = new Sending(new NobodyElse(), letters, channel, Clock.systemUTC());
        return new Attempts(vertx, queue, sending, new Patience(config.queue().waits()));
    }

    private Notice notice(Optional<String> traceparent) {
        var alert = new MailRequested(
                MailRequested.SECURITY_ALERT,
                ada.userId(),
                ada.email(),
                ada.name(),
                ada.locale(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Notice(
                Ids.next(),
                Kind.SECURITY_ALERT,
                "busy",
                ada.userId(),
                new String(Json.write(alert)),
                1,
                Optional.empty(),
                traceparent,
                UUID.randomUUID());
    }

    /** Keeps the processor busy with each mail. */
    private static final class BusyChannel implements Channel {
        @Override
        public String name() {
            return "busy";
        }

        @Override
        public int atOnce() {
            return 1;
        }

        @Override
        public Future<Delivery> deliver(Mail mail) {
            var begun = System.nanoTime();
            while (System.nanoTime() - begun < WORK.toNanos()) {
                Thread.onSpinWait();
            }
            return Future.succeededFuture(new Delivery.HandedOver());
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }

    /** Knows no readers but those that are given. */
    private static final class NobodyElse implements Readers {
        @Override
        public Future<Map<UUID, Reader>> known(Collection<UUID> userIds) {
            return Future.succeededFuture(Map.of());
        }

        @Override
        public Future<Reader> find(UUID userId) {
            return Future.succeededFuture(new Reader.Unknown());
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
