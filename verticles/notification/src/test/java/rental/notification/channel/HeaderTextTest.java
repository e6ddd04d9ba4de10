package rental.notification.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import rental.notification.mail.Mail;
import rental.runtime.config.Secret;

/** Subjects, on their way through the mail client and a mail server. */
class HeaderTextTest {
    private static final String FROM = "no-reply@localhost";
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static Vertx vertx;
    private static Channel channel;

    @BeforeAll
    static void start() {
        SERVER.start();
        vertx = Vertx.vertx();
        var address = SmtpAddress.parse(
                new Secret("smtp://127.0.0.1:" + SERVER.getSmtp().getPort()));
        var config = new SmtpConfig(Optional.empty(), Optional.empty(), 1, Duration.ofSeconds(10));
        channel = SmtpChannel.open(vertx, config, address, FROM);
    }

    @AfterAll
    static void stop() throws Exception {
        channel.close()
                .compose(closed -> vertx.close())
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        SERVER.stop();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your booking of Tesla Model 3 is confirmed",
                "Your booking of Citroën C3 has changed",
                "🚗",
                "a🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗 is cancelled",
                "ab🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗🚗 is cancelled",
                "テスラ モデル 3 のご予約が確定しました テスラ モデル 3 のご予約が確定しました",
                "=?UTF-8?Q?spoof?="
            })
    void subjectsArriveAsTheyWere(String subject) throws Exception {
        var sent = channel.deliver(
                        new Mail("<1@localhost>", "ada@example.com", subject, "text", "html", Optional.empty()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);

        assertThat(sent).isInstanceOf(Delivery.HandedOver.class);
        var mails = SERVER.getReceivedMessages();
        var mail = mails[mails.length - 1];
        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(mail.getHeader("Subject")[0].split("\r\n ")).allMatch(line -> line.length() < 76);
    }
}
