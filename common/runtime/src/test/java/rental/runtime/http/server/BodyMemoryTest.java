package rental.runtime.http.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import rental.contract.api.ApiRequest;
import rental.contract.api.ApiResponse;

/** A server with room for a mebibyte of bodies, and clients that want more of it together than each of them may alone. */
class BodyMemoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String LOGIN = "{\"email\": \"ada@example.com\", \"password\": \"Password123\"}";
    private static final String PADDED = LOGIN + " ".repeat(700 * 1024);

    private final Queue<Promise<ApiResponse>> working = new ConcurrentLinkedQueue<>();
    private final TestServer server =
            TestServer.start(TestServer.noLimitsBut("HTTP_BODY_MEMORY", "1"), this::answerLater);
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (var client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void turnsAwayABodyForWhichThereIsNoRoomAndNoSmallOne() throws IOException {
        var first = send(PADDED);
        untilWorkingOn(1);

        assertThat(statusOf(send(PADDED))).isEqualTo("503");

        var small = send(LOGIN);
        untilWorkingOn(2);
        answerAll();
        assertThat(statusOf(first)).isEqualTo("204");
        assertThat(statusOf(small)).isEqualTo("204");
    }

    @Test
    void hasRoomAgainWhenABodyHasBeenAnsweredOrItsClientHasLeft() throws IOException {
        for (var round = 0; round < 3; round++) {
            assertThat(statusOf(sendUntilLetIn())).isEqualTo("204");

            send(PADDED, PADDED.length() - 1).close();
        }

        sendUntilLetIn();
    }

    /** As soon as the server has seen that the one before has left. */
    private Socket sendUntilLetIn() throws IOException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var client = send(PADDED);
        while (!isLetIn(client)) {
            assertThat(System.nanoTime()).isLessThan(end);
            client = send(PADDED);
        }
        answerAll();
        return client;
    }

    private boolean isLetIn(Socket client) throws IOException {
        while (working.isEmpty() && client.getInputStream().available() == 0) {
            Thread.onSpinWait();
        }
        return !working.isEmpty();
    }

    private void untilWorkingOn(int requests) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (working.size() < requests) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }

    private Future<ApiResponse> answerLater(ApiRequest request) {
        var answer = Promise.<ApiResponse>promise();
        working.add(answer);
        return answer.future();
    }

    private void answerAll() {
        for (var answer = working.poll(); answer != null; answer = working.poll()) {
            answer.complete(ApiResponse.empty(204));
        }
    }

    private Socket send(String body) throws IOException {
        return send(body, body.length());
    }

    /** @param length how much of the body is sent */
    private Socket send(String body, int length) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        clients.add(socket);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        var head = "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body.substring(0, length)).getBytes(US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private static String statusOf(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes("HTTP/1.1 204".length()), US_ASCII).split(" ")[1];
    }
}
