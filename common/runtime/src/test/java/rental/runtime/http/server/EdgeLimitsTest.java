package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EdgeLimitsTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Map<String, String> ONE_FOR_EACH_ADDRESS =
            TestServer.noLimitsBut("HTTP_MAX_CONNECTIONS_PER_ADDRESS", "1");

    @Test
    void countsTheAddressesOfOneIpv6NetworkAsOneClient() {
        var settings = Map.of("RATE_LIMIT_GLOBAL", "2/1h", "TRUSTED_PROXIES", "127.0.0.1");
        try (var limited = TestServer.start(settings, TestServer::echo)) {
            assertThat(statusFor(limited, "2001:db8:1:1::1")).isEqualTo(200);
            assertThat(statusFor(limited, "2001:db8:1:1:ffff::2")).isEqualTo(200);

            assertThat(statusFor(limited, "2001:db8:1:1::3")).isEqualTo(429);
            assertThat(statusFor(limited, "2001:db8:1:2::1")).isEqualTo(200);
        }
    }

    @Test
    void closesAConnectionThatIsOneTooMany() throws IOException {
        try (var server = TestServer.start(TestServer.noLimitsBut("HTTP_MAX_CONNECTIONS", "1"), TestServer::echo);
                var first = connect(server);
                var second = connect(server)) {
            assertThat(second.getInputStream().read()).isNegative();
            assertThat(isAnswered(first)).isTrue();
        }
    }

    @Test
    void closesAConnectionThatIsOneTooManyOfItsAddress() throws IOException {
        try (var server = TestServer.start(ONE_FOR_EACH_ADDRESS, TestServer::echo);
                var first = connect(server);
                var second = connect(server)) {
            assertThat(second.getInputStream().read()).isNegative();
            assertThat(isAnswered(first)).isTrue();
        }
    }

    @Test
    void letsAnAddressConnectAgainOnceItHasLeft() throws IOException {
        try (var server = TestServer.start(ONE_FOR_EACH_ADDRESS, TestServer::echo)) {
            try (var first = connect(server)) {
                assertThat(isAnswered(first)).isTrue();
            }
            var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            for (var answered = false; !answered; ) {
                assertThat(System.nanoTime()).as("not let in again").isLessThan(end);
                try (var again = connect(server)) {
                    answered = isAnswered(again);
                }
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "where all of 127.0.0.0/8 is this machine")
    void keepsRoomForOthersWhenOneAddressHasAllItMay() throws IOException {
        try (var server = TestServer.start(ONE_FOR_EACH_ADDRESS, TestServer::echo);
                var first = connect(server);
                var other = new Socket("127.0.0.1", server.port(), InetAddress.getByName("127.0.0.2"), 0)) {
            other.setSoTimeout(PATIENCE_MILLIS);
            assertThat(isAnswered(first)).isTrue();
            assertThat(isAnswered(other)).isTrue();
        }
    }

    @Test
    void letsATrustedProxyHaveMoreConnectionsThanAClient() throws IOException {
        var settings = new HashMap<>(ONE_FOR_EACH_ADDRESS);
        settings.put("TRUSTED_PROXIES", "127.0.0.0/8");
        try (var server = TestServer.start(settings, TestServer::echo);
                var first = connect(server);
                var second = connect(server)) {
            assertThat(isAnswered(first)).isTrue();
            assertThat(isAnswered(second)).isTrue();
        }
    }

    private static Socket connect(TestServer server) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Whether the server answers instead of hanging up. */
    private static boolean isAnswered(Socket socket) {
        try {
            socket.getOutputStream().write("GET /cars HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (SocketException reset) {
            return false;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static int statusFor(TestServer server, String address) {
        return server.get("/cars", "X-Forwarded-For", address).status();
    }
}
