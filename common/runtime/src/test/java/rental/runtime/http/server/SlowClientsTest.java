package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlowClientsTest {

    @Test
    void idleAndSlowConnectionsDoNotKeepOthersOut() throws IOException {
        var sockets = new ArrayList<Socket>();
        try (var server = TestServer.start()) {
            for (var i = 0; i < 200; i++) {
                var socket = new Socket("127.0.0.1", server.port());
                sockets.add(socket);
                if (i % 2 == 0) {
                    socket.getOutputStream().write("GET /cars HTTP/1.1\r\nHost:".getBytes(US_ASCII));
                }
            }

            assertThat(server.get("/cars").status()).isEqualTo(200);
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void aConnectionWhoseFirstRequestDoesNotArriveIsClosed() throws IOException {
        try (var server = TestServer.start(impatient(), TestServer::echo);
                var socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(50);
            socket.getOutputStream().write("GET /cars HTTP/1.1\r\n".getBytes(US_ASCII));

            assertThat(isClosedWhileDribbling(socket)).isTrue();
        }
    }

    @Test
    void aConnectionThatAsksAgainAndAgainStaysOpen() {
        try (var server = TestServer.start(impatient(), TestServer::echo)) {
            var end = System.nanoTime() + 600_000_000L;
            while (System.nanoTime() < end) {
                assertThat(server.get("/cars").status()).isEqualTo(200);
            }
        }
    }

    /** A byte of a header now and then, so that the connection is never idle. */
    private static boolean isClosedWhileDribbling(Socket socket) throws IOException {
        for (var i = 0; i < 200; i++) {
            try {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            } catch (SocketTimeoutException stillOpen) {
                continue;
            } catch (SocketException reset) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, String> impatient() {
        var settings = new HashMap<>(TestServer.noLimits());
        settings.put("HTTP_RECEIVE_TIMEOUT", "200ms");
        return settings;
    }
}
