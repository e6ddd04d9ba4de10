package rental.notification;

import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import rental.contract.auth.User;

/** A real mail server, whose boxes can be looked into. Register it in a static field. */
final class MailServer implements BeforeAllCallback, AfterAllCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String protocol;
    private GreenMail server;

    private MailServer(String protocol) {
        this.protocol = protocol;
    }

    static MailServer smtp() {
        return new MailServer(ServerSetup.PROTOCOL_SMTP);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        server.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.stop();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    String url() {
        return "smtp://127.0.0.1:" + port();
    }

    /** Waits until the user has as many mails. */
    List<Received> mailsTo(User user, int count) {
        await().atMost(PATIENCE).until(() -> mailsTo(user).size() >= count);
        return mailsTo(user);
    }

    Received mailTo(User user) {
        return mailsTo(user, 1).get(0);
    }

    /** The user's mails by now. */
    List<Received> mailsTo(User user) {
        return Arrays.stream(server.getReceivedMessages())
                .map(Received::new)
                .filter(mail -> mail.to().equals(user.email()))
                .toList();
    }

    int count() {
        return server.getReceivedMessages().length;
    }

    /** A mail as it arrived. */
    record Received(MimeMessage message) {
        String to() {
            return header("To");
        }

        String subject() {
            return told(message::getSubject);
        }

        String header(String name) {
            return told(() -> message.getHeader(name, null));
        }

        String text() {
            return part("text/plain");
        }

        String html() {
            return part("text/html");
        }

        String calendar() {
            return part("text/calendar").replace("\r\n ", "");
        }

        boolean hasCalendar() {
            return parts(message).stream().anyMatch(part -> isOf(part, "text/calendar"));
        }

        private String part(String type) {
            return parts(message).stream()
                    .filter(part -> isOf(part, type))
                    .findFirst()
                    .map(part -> told(() -> new String(part.getInputStream().readAllBytes(), "UTF-8")))
                    .orElseThrow(() -> new AssertionError("No part " + type));
        }

        private static boolean isOf(Part part, String type) {
            return told(() -> part.isMimeType(type));
        }

        private static List<Part> parts(Part part) {
            return told(() -> {
                if (!(part.getContent() instanceof Multipart whole)) {
                    return List.of(part);
                }
                var parts = new ArrayList<Part>();
                for (var i = 0; i < whole.getCount(); i++) {
                    BodyPart inner = whole.getBodyPart(i);
                    parts.addAll(parts(inner));
                }
                return parts;
            });
        }
    }

    private interface Telling<T> {
        T tell() throws MessagingException, IOException;
    }

    private static <T> T told(Telling<T> telling) {
        try {
            return telling.tell();
        } catch (MessagingException malformed) {
            throw new IllegalStateException(malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
