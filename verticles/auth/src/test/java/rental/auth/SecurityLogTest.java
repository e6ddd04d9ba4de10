package rental.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static rental.auth.AuthClient.PASSWORD;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import rental.testkit.TestDatabase;

/** What is told to those who watch over an installation, and what is told to nobody. */
class SecurityLogTest {
    @RegisterExtension
    static final TestDatabase DATABASE = TestDatabase.of("auth");

    @RegisterExtension
    static final AuthService SERVICE = new AuthService(DATABASE, Map.of());

    private final Logger everything = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final AuthClient client = SERVICE.client();

    @BeforeEach
    void listen() {
        lines.start();
        everything.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        everything.detachAppender(lines);
    }

    @Test
    void tellsOnceThatARefreshTokenWasUsedTwice() {
        var first = client.signUp("ada@example.com");
        client.refresh(first.refreshToken());

        client.refresh(first.refreshToken());
        client.refresh(first.refreshToken());

        assertThat(securityLines())
                .containsExactly("A refresh token was used twice: session %s of user %s is ended"
                        .formatted(
                                sessionOf(first),
                                first.json().getJsonObject("user").getString("id")));
    }

    @Test
    void tellsOfAPasswordThatWasNotProven() {
        client.signUp("ada@example.com");

        client.from("203.0.113.7").logIn("ada@example.com", "Wrong4horse");

        assertThat(securityLines()).containsExactly("A password was not proven, from 203.0.113.7");
    }

    @Test
    void tellsNobodyAPasswordATokenOrAnAddress() {
        var signedUp = client.signUp("ada@example.com");
        client.logIn("ada@example.com", "Wrong4horse");
        client.as(signedUp).get("/auth/me?email=ada@example.com&access_token=" + signedUp.accessToken());
        client.post("/auth/password/forgot", new JsonObject().put("email", "ada@example.com"));
        client.refresh(signedUp.refreshToken());
        client.refresh(signedUp.refreshToken());

        var said = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(said)
                .isNotEmpty()
                .noneMatch(line -> line.contains(PASSWORD)
                        || line.contains("Wrong4horse")
                        || line.contains("ada@example.com")
                        || line.contains(signedUp.refreshToken())
                        || line.contains(signedUp.accessToken()
                                .substring(signedUp.accessToken().lastIndexOf('.'))));
    }

    private List<String> securityLines() {
        return lines.list.stream()
                .filter(line -> line.getLoggerName().equals("rental.security"))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static String sessionOf(AuthClient.Answer signedIn) {
        var claims = signedIn.accessToken().split("\\.")[1];
        return new JsonObject(Buffer.buffer(Base64.getUrlDecoder().decode(claims))).getString("sid");
    }
}
