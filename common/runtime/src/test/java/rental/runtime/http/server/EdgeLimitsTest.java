package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EdgeLimitsTest {
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
                var first = new Socket("127.0.0.1", server.port());
                var second = new Socket("127.0.0.1", server.port())) {
            second.setSoTimeout(20_000);
            assertThat(second.getInputStream().read()).isNegative();

            first.getOutputStream().write("GET /cars HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
            first.setSoTimeout(20_000);
            assertThat(first.getInputStream().read()).isEqualTo('H');
        }
    }

    private static int statusFor(TestServer server, String address) {
        return server.get("/cars", "X-Forwarded-For", address).status();
    }
}
