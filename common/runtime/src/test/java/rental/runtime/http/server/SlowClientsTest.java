package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import rental.contract.api.ApiResponse;

class SlowClientsTest {
    private static final int CONNECTIONS = 200;
    private static final int PAGES = 100;
    private static final int PAGE_BYTES = 500_000;
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
                var asking = new Socket("127.0.0.1", server.port());
                var silent = connect(server.port(), Trick.SAYS_NOTHING)) {
            while (!isCutOff(silent, Trick.SAYS_NOTHING)) {
                ask(asking);
            }

            ask(asking);
        }
    }

    /** Each answer is large, and all the requests fit into one packet: without a bound the answers would fill the memory. */
    @Test
    void aClientThatAsksOnWithoutReadingIsAnsweredOnlyAsFarAsItReads() throws IOException {
        var answered = new AtomicInteger();
        var page = new ApiResponse(200, Map.of(), new byte[PAGE_BYTES]);
        try (var server = TestServer.start(TestServer.noLimits(), request -> {
                    answered.addAndGet(request.operation().equals("listCars") ? 1 : 0);
                    return Future.succeededFuture(page);
                });
                var socket = new Socket("127.0.0.1", server.port())) {
            var asked = "GET /cars HTTP/1.1\r\nHost: a\r\n\r\n".repeat(PAGES)
                    + "GET /cars HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(asked.getBytes(US_ASCII));
            while (answered.get() == 0) {
                assertThat(server.get("/search/suggest?prefix=a").status()).isEqualTo(200);
            }
            for (var other = 0; other < 10; other++) {
                assertThat(server.get("/search/suggest?prefix=a").status()).isEqualTo(200);
            }

            assertThat(answered).hasValueLessThan(PAGES / 2);
            assertThat(socket.getInputStream().readAllBytes()).hasSizeGreaterThan((PAGES + 1) * PAGE_BYTES);
            assertThat(answered).hasValue(PAGES + 1);
        }
    }

    /** Sends a request and waits for the end of its answer, which is a JSON object. */
    private static void ask(Socket socket) throws IOException {
        socket.getOutputStream().write(Trick.STAYS_AFTER_ITS_ANSWER.begin.getBytes(US_ASCII));
        var answered = socket.getInputStream().read();
        while (answered != '}') {
            assertThat(answered).isNotNegative();
            answered = socket.getInputStream().read();
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
