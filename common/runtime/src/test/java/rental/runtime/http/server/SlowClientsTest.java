package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowClientsTest {
    private static final int CONNECTIONS = 200;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** What a client holds a connection open with. */
    enum Trick {
        SAYS_NOTHING("", ""),
        SENDS_ITS_HEADERS_BYTE_BY_BYTE("GET /cars HTTP/1.1\r\nHost: a\r\nX: ", "x"),
        SENDS_ITS_BODY_BYTE_BY_BYTE(
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{",
                " "),
        SENDS_CHUNKS_BYTE_BY_BYTE(
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
                "1\r\n \r\n"),
        STAYS_AFTER_ITS_ANSWER("GET /cars HTTP/1.1\r\nHost: a\r\n\r\n", ""),
        DAWDLES_OVER_THE_NEXT_REQUEST("GET /cars HTTP/1.1\r\nHost: a\r\n\r\nGET", "x");

        private final String begin;
        private final String more;

        Trick(String begin, String more) {
            this.begin = begin;
            this.more = more;
        }
    }

    @ParameterizedTest
    @EnumSource
    void manySuchConnectionsAreCutOffWhileOthersAreServed(Trick trick) throws IOException {
        try (var server = TestServer.start(impatient(), TestServer::echo)) {
            var open = new ArrayList<SocketChannel>();
            for (var i = 0; i < CONNECTIONS; i++) {
                open.add(connect(server.port(), trick));
            }
            var end = System.nanoTime() + PATIENCE_NANOS;
            while (!open.isEmpty()) {
                assertThat(server.get("/cars").status()).isEqualTo(200);
                assertThat(System.nanoTime())
                        .as("%d are still open", open.size())
                        .isLessThan(end);
                goOn(open, trick);
            }
        }
    }

    @Test
    void aConnectionThatAsksAgainAndAgainStaysOpen() throws IOException {
        try (var server = TestServer.start(impatient(), TestServer::echo);
                var asking = connect(server.port(), Trick.STAYS_AFTER_ITS_ANSWER);
                var silent = connect(server.port(), Trick.SAYS_NOTHING)) {
            while (!isCutOff(silent, Trick.SAYS_NOTHING)) {
                assertThat(isCutOff(asking, Trick.STAYS_AFTER_ITS_ANSWER)).isFalse();
                asking.write(bytes(Trick.STAYS_AFTER_ITS_ANSWER.begin));
            }

            assertThat(isCutOff(asking, Trick.STAYS_AFTER_ITS_ANSWER)).isFalse();
        }
    }

    private static SocketChannel connect(int port, Trick trick) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        channel.write(bytes(trick.begin));
        channel.configureBlocking(false);
        return channel;
    }

    /** Lets each connection send its next byte, and forgets those that are closed. */
    private static void goOn(List<SocketChannel> open, Trick trick) throws IOException {
        for (var channel : List.copyOf(open)) {
            if (isCutOff(channel, trick)) {
                open.remove(channel);
                channel.close();
            }
        }
    }

    private static boolean isCutOff(SocketChannel channel, Trick trick) {
        try {
            channel.write(bytes(trick.more));
            var answer = ByteBuffer.allocate(4_096);
            var read = channel.read(answer);
            while (read > 0) {
                read = channel.read(answer.clear());
            }
            return read < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(US_ASCII));
    }

    private static Map<String, String> impatient() {
        var settings = new HashMap<>(TestServer.noLimits());
        settings.put("HTTP_RECEIVE_TIMEOUT", "500ms");
        settings.put("HTTP_IDLE_TIMEOUT", "1s");
        return settings;
    }
}
